import { expect } from '@open-wc/testing';
import type { CheckedChunks } from './checked-chunks.ts';
import { checkedImport } from './checked-import.ts';

const base = new URL('/widgets/shared/', location.href).href;
const wrong = 'A'.repeat(64);

/** Files of the server's, each under an address that no other test has loaded. */
let served = 0;
const fresh = (file: string) => `${file}?fresh=${(served += 1)}`;

async function hashOf(name: string): Promise<string> {
  const bytes = await (await fetch(new URL(name, base))).arrayBuffer();
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-384', bytes));
  return btoa(String.fromCharCode(...digest));
}

const load = (chunks: CheckedChunks) => checkedImport(chunks, 'list.js', base);

const refused = (loading: Promise<unknown>) =>
  loading.then(
    () => undefined,
    (error: unknown) => String(error),
  );

describe('a checked import', () => {
  it('gives the module whose hash is right', async () => {
    const name = fresh('urls.ts');
    expect(await load({ [name]: [await hashOf(name), []] })(name)).to.have.property('safeUrl');
  });

  it('gives nothing when the file is another than was published', async () => {
    const name = fresh('urls.ts');
    expect(await refused(load({ [name]: [wrong, []] })(name))).to.contain('published');
  });

  it('gives nothing when a chunk that it imports is another', async () => {
    const [name, imported] = [fresh('urls.ts'), fresh('format.ts')];
    const take = load({ [name]: [await hashOf(name), [imported]], [imported]: [wrong, []] });
    expect(await refused(take(name))).to.contain('format.ts');
  });

  it('asks for a chunk once', async () => {
    const [one, two, common] = [fresh('urls.ts'), fresh('urls.ts'), fresh('format.ts')];
    const hash = await hashOf(one);
    const take = load({
      [one]: [hash, [common]],
      [two]: [hash, [common]],
      [common]: [await hashOf(common), []],
    });
    await Promise.all([take(one), take(two)]);
    // One was this test's own, for the hash.
    expect(performance.getEntriesByName(new URL(common, base).href).length).to.be.at.most(2);
  });

  it('finds what it does not know in its list, and refuses what is not there either', async () => {
    const name = fresh('format.ts');
    const module = `export default ${JSON.stringify({ [name]: [await hashOf(name), []] })}`;
    const listed = URL.createObjectURL(new Blob([module], { type: 'text/javascript' }));
    const bytes = new Uint8Array(await crypto.subtle.digest('SHA-384', new TextEncoder().encode(module)));
    const take = checkedImport({ [listed]: [btoa(String.fromCharCode(...bytes)), []] }, listed, base);
    expect(await take(name)).to.have.property('badgeCount');
    expect(await refused(take('other.js'))).to.contain('other.js');
  });
});
