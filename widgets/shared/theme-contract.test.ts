import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../../scripts/root.ts';

const folder = path.join(root, 'widgets');
const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll(path.sep, '/'))
  .filter((file) => file.endsWith('.ts') && !/\.test\.ts$|(^|\/)testing\//.test(file))
  .map((file) => ({ file, text: readFileSync(path.join(folder, file), 'utf8') }));

const theme = 'shared/theme.styles.ts';
const loader = 'belfry.ts';

/** What a pattern's first group finds in the files under a path, each once, sorted. */
function found(pattern: RegExp, under: RegExp = /./): string[] {
  const all = sources
    .filter(({ file }) => under.test(file))
    .flatMap(({ text }) => [...text.matchAll(pattern)].flatMap(([, name]) => name ?? []));
  return [...new Set(all)].sort();
}

/** Names in a list that an attribute holds: `a, b` or `a b`. */
const split = (lists: readonly string[]): string[] =>
  [...new Set(lists.flatMap((list) => list.split(/[\s,]+/)))].filter(Boolean).sort();

describe('the tokens', () => {
  it('that are read are those that are documented, with what they do', () => {
    const documented = found(/@cssproperty \[(--belfry-[a-z-]+)(?:=[^\]]+)?\] - \S/g);
    expect(found(/var\(\s*(--belfry-[a-z-]+)/g)).toEqual(documented);
    expect(documented).toHaveLength(14);
  });

  it('are read in one place alone, and one in the loader, which keeps room before that is there', () => {
    const readers = sources.filter(({ text }) => /var\(\s*--belfry-/.test(text));
    expect(readers.map(({ file }) => file).sort()).toEqual([loader, theme].sort());
    const size = /var\(\s*--belfry-[^)]+\)/g;
    const [kept] = readers.filter(({ file }) => file === loader).map(({ text }) => text.match(size));
    expect(kept).toEqual(['var(--belfry-font-size,15px)']);
    const themed = sources.find(({ file }) => file === theme)?.text.replaceAll(', ', ',');
    expect(themed).toContain(kept?.[0]);
  });

  it('are declared nowhere, for a page sets them on any ancestor', () => {
    expect(found(/(--belfry-[a-z-]+)\s*:/g)).toEqual([]);
  });

  it('have fallbacks', () => {
    const sheet = sources.find(({ file }) => file === theme)?.text ?? '';
    expect([...sheet.matchAll(/var\(\s*(--belfry-[a-z-]+)\s*\)/g)]).toEqual([]);
  });
});

describe('the private properties below them', () => {
  const declared = [...found(/(--_[\w-]+)\s*:/g), ...found(/['"`](--_[\w-]+)['"`]/g)];
  const used = found(/var\(\s*(--_[\w-]+)/g);

  it('are declared where they are used', () => {
    expect(used.filter((name) => !declared.includes(name))).toEqual([]);
  });

  it('are used where they are declared', () => {
    expect(declared.filter((name) => !used.includes(name))).toEqual([]);
  });
});

/** Who draws with what is shared, and which of it stays inside: `chat-panel` is no element of an integrator's. */
const widgets = [
  { name: 'chat', inner: { parts: [], slots: ['header', 'options'], states: ['floating'] } },
  { name: 'bell', inner: { parts: ['avatar'], slots: [], states: [] } },
  { name: 'preferences', inner: { parts: [], slots: [], states: [] } },
  { name: 'otp', inner: { parts: [], slots: [], states: [] } },
] as const;

describe.each(widgets)('what an integrator may style of $name', ({ name, inner }) => {
  const under = new RegExp(`^${name}/`);
  const without = (names: readonly string[], hidden: readonly string[]) =>
    names.filter((one) => !hidden.includes(one));

  it('has every part that is documented, and documents every part', () => {
    const documented = found(/@csspart ([\w-]+)/g, under);
    const own = split(found(/\spart="([^"$]+)"/g, under));
    const shared = split(found(/\spart="([^"$]+)"/g, /^shared\//));
    expect(documented.filter((part) => !own.includes(part) && !shared.includes(part))).toEqual([]);
    expect(without(own, inner.parts).filter((part) => !documented.includes(part))).toEqual([]);
  });

  it('hands out no part that nobody documents', () => {
    const documented = found(/@csspart ([\w-]+)/g, under);
    const handed = split(found(/exportparts="([^"]+)"/g, under));
    expect(handed.filter((part) => !documented.includes(part))).toEqual([]);
  });

  it('has every slot that is documented, and documents every slot', () => {
    const slots = [...found(/<slot name="([\w-]+)"/g, under)];
    const shared = found(/<slot name="([\w-]+)"/g, /^shared\//);
    const documented = found(/@slot ([\w-]+) -/g, under);
    expect(documented.filter((slot) => !slots.includes(slot) && !shared.includes(slot))).toEqual([]);
    expect(without(slots, inner.slots).filter((slot) => !documented.includes(slot))).toEqual([]);
  });

  it('documents every state that it sets by name', () => {
    const documented = found(/@cssstate ([\w-]+)/g, under);
    const set = without(found(/setState\('([\w-]+)'/g, under), inner.states);
    expect(set.filter((state) => !documented.includes(state))).toEqual([]);
    // A verification's steps are states by the names of the steps.
    const steps = name === 'otp' ? ['code', 'phone', 'verified'] : [];
    expect([...set, ...steps].sort()).toEqual(documented);
  });
});
