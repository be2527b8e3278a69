import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../../../../scripts/root.ts';
import { check } from './contrast.ts';
import { fromCss, ownTheme, toCss } from './theme.ts';
import { finished } from './finished.ts';

const folder = path.join(root, 'themes');
const css = (name: string) => readFileSync(path.join(folder, `${name}.css`), 'utf8');

describe('the finished themes', () => {
  it('are the files of the package, and the editor offers them all', () => {
    const files = readdirSync(folder).filter((file) => file.endsWith('.css'));
    expect(finished.map(({ id }) => `${id}.css`).sort()).toEqual(files.sort());
    expect(files).toHaveLength(5);
  });

  it.each([...finished])('$name passes every contrast in light and dark', ({ id }) => {
    const fails = check(fromCss(css(id))).filter(({ passes }) => !passes);
    expect(fails.map(({ scheme, label, contrast }) => `${scheme}: ${label} ${contrast.toFixed(2)}`)).toEqual(
      [],
    );
  });

  it.each([...finished])('$name is copied as it is shipped', ({ id }) => {
    expect(fromCss(toCss(fromCss(css(id))))).toEqual(fromCss(css(id)));
  });

  it.each([...finished])('$name differs from the others in more than its accent', ({ id }) => {
    const theme = fromCss(css(id));
    for (const other of finished) {
      if (other.id === id) continue;
      const { colors, lengths } = fromCss(css(other.id));
      expect(theme.colors.accent).not.toEqual(colors.accent);
      expect([theme.lengths.radius, theme.lengths.space]).not.toEqual([lengths.radius, lengths.space]);
    }
  });

  it('have company: Belfry’s own look passes, too', () => {
    expect(check(ownTheme).filter(({ passes }) => !passes)).toEqual([]);
  });
});
