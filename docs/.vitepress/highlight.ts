/**
 * Colours of code by classes: the highlighter's own way is a `style` on every word, which a strict policy refuses. The
 * colours themselves are in theme/code.css.
 */
const scopes: Readonly<Record<string, readonly string[]>> = {
  comment: ['comment', 'punctuation.definition.comment'],
  string: ['string', 'markup.inline.raw', 'constant.character.escape'],
  keyword: ['keyword', 'storage', 'keyword.operator.new'],
  name: ['entity.name.tag', 'entity.name.function', 'support.function', 'support.type.property-name'],
  value: ['constant', 'variable.language', 'support.constant', 'entity.other.attribute-name'],
};

/** Each class stands as a colour of its own, by which the transformer knows it again. */
const marks = new Map(Object.keys(scopes).map((name, index) => [`#00000${index + 1}`, name]));

/** A theme of the highlighter whose colours are marks. */
export const theme = {
  name: 'belfry',
  type: 'light' as const,
  fg: '#000000',
  bg: '#ffffff',
  settings: [...marks].map(([mark, name]) => ({
    scope: [...(scopes[name] ?? [])],
    settings: { foreground: mark },
  })),
};

interface Node {
  properties: Record<string, unknown>;
}

/** Turns each mark into its class, and takes the styles away. */
export const classes = {
  name: 'belfry:classes',
  pre(node: Node): void {
    delete node.properties['style'];
  },
  span(node: Node): void {
    const style = String(node.properties['style'] ?? '').toLowerCase();
    delete node.properties['style'];
    const [, mark = ''] = /color:(#[0-9a-f]{6})/.exec(style) ?? [];
    const name = marks.get(mark);
    if (name !== undefined) node.properties['class'] = `code-${name}`;
  },
};
