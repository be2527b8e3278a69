import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'vite';
import type { CheckedChunk } from '../../widgets/checked-chunks.ts';
import { root } from '../root.ts';

/** What the build's manifest says of a chunk; `imports` are keys of the manifest. */
export interface ManifestChunk {
  readonly file: string;
  readonly imports?: readonly string[];
  readonly dynamicImports?: readonly string[];
}

export type Manifest = Readonly<Record<string, ManifestChunk>>;

/** Where the chunks lie that are loaded with their hashes, beside the exact loader. */
const pinned = 'pinned';

/**
 * Writes the exact version's loader, for those who pin it: it carries the hash of every chunk (see
 * `widgets/checked-import.ts`), so that one `integrity` on the page's tag covers all. Its chunks are the same but for one
 * thing: what they load later, they load by the loader's list.
 * @param folder the build
 * @param prefix the name of the build's global
 * @returns the loader's own `integrity`
 */
export async function writePinned(
  folder: string,
  version: string,
  manifest: Manifest,
  prefix: string,
): Promise<string> {
  const target = path.join(folder, version, pinned);
  await mkdir(target, { recursive: true });
  const write = (name: string, code: string) => writeFile(path.join(target, name), code);
  const global = `globalThis.${prefix}.chunk`;
  const chunks: Record<string, CheckedChunk> = {};
  for (const { file, imports = [] } of Object.values(manifest)) {
    if (!file.startsWith(`${version}/`)) continue;
    const name = path.basename(file);
    const code = callInstead(await readFile(path.join(folder, file), 'utf8'), './', global);
    await write(name, code);
    chunks[name] = [sha384(code), imports.map((key) => path.basename(manifest[key]?.file ?? ''))];
  }
  const { first, others } = split(chunks, firstChunks(manifest));
  const list = `export default${JSON.stringify(others)}`;
  const listName = `list-${createHash('sha256').update(list).digest('base64url').slice(0, 8)}.js`;
  await write(listName, list);

  const known = JSON.stringify({ ...first, [listName]: [sha384(list), []] });
  const loader = callInstead(
    await readFile(path.join(folder, 'v1/belfry.js'), 'utf8'),
    `../${version}/`,
    'chunk',
  );
  const code =
    `const chunk=(${await checkedImportCode()})()(${known},"${listName}",new URL("${pinned}/",import.meta.url).href,` +
    '[...document.scripts].find(e=>e.src===import.meta.url)?.nonce);' +
    loader.replace(/;?\s*export\{/, `;${global}??=chunk;export{`);
  await writeFile(path.join(folder, version, 'belfry.js'), code);
  return `sha384-${sha384(code)}`;
}

/** The chunks that the loader itself loads, by name. */
function firstChunks(manifest: Manifest): string[] {
  const loader = Object.values(manifest).find(({ file }) => file === 'v1/belfry.js');
  return (loader?.dynamicImports ?? []).map((key) => path.basename(manifest[key]?.file ?? ''));
}

/** What the first chunks consist of, and the rest. */
function split(
  chunks: Readonly<Record<string, CheckedChunk>>,
  names: readonly string[],
): Record<'first' | 'others', Record<string, CheckedChunk>> {
  const first: Record<string, CheckedChunk> = {};
  const visit = (name: string) => {
    const chunk = chunks[name];
    if (!chunk || first[name]) return;
    first[name] = chunk;
    chunk[1].forEach(visit);
  };
  names.forEach(visit);
  const others = Object.fromEntries(Object.entries(chunks).filter(([name]) => !(name in first)));
  return { first, others };
}

/** The code with each import of a chunk made a call. @param folder the chunks' in the code */
function callInstead(code: string, folder: string, call: string): string {
  const changed = code.replaceAll(
    /\bimport\(`([^`$]*\/)([^`$/]+)`\)/g,
    (whole, from: string, name: string) => (from === folder ? `${call}(\`${name}\`)` : whole),
  );
  if (/\bimport\(/.test(changed)) throw new Error('A chunk imports something that has no hash.');
  return changed;
}

const sha384 = (code: string): string => createHash('sha384').update(code).digest('base64');

/** `checkedImport`, minified, as an expression. */
async function checkedImportCode(): Promise<string> {
  const built = await build({
    configFile: false,
    root,
    logLevel: 'warn',
    build: {
      write: false,
      target: 'es2024',
      lib: { entry: 'widgets/checked-import.ts', formats: ['es'], fileName: 'checked-import' },
      rolldownOptions: { output: { minify: true } },
    },
  });
  const [result] = Array.isArray(built) ? built : [built];
  const code = result && 'output' in result ? result.output[0].code : '';
  const [end, name] = /export\s*\{(\S+) as checkedImport\};?\s*$/.exec(code) ?? [];
  if (end === undefined) throw new Error('The checked import has no such export.');
  return `()=>{${code.slice(0, -end.length)};return ${name}}`;
}
