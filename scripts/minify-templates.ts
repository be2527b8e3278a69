import type { Plugin } from 'vite';

/**
 * Takes the indentation out of Lit's templates, which a JavaScript minifier must leave alone: in markup a run of
 * blanks with a line break in it becomes one blank, or none where a tag ends; in styles all that carries no meaning
 * goes. Text that must keep its blanks is never written in a template, it comes in by an expression.
 */
export function minifyTemplates(): Plugin {
  return {
    name: 'belfry:minify-templates',
    transform: {
      filter: { id: /\/widgets\/.*\.ts$/, code: /\b(?:html|svg|css)`/ },
      handler(code) {
        const parts = templateParts(this.parse(code)).sort((a, b) => b.start - a.start);
        let squeezed = code;
        for (const { tag, start, end } of parts) {
          const text = squeezed.slice(start, end);
          squeezed =
            squeezed.slice(0, start) +
            (tag === 'css' ? squeezeStyles(text) : squeezeMarkup(text)) +
            squeezed.slice(end);
        }
        return { code: squeezed, map: null };
      },
    },
  };
}

interface Part {
  tag: string;
  start: number;
  end: number;
}

/** Where the literal parts of the tagged templates stand. */
function templateParts(node: unknown): Part[] {
  if (Array.isArray(node)) return node.flatMap(templateParts);
  if (!isNode(node)) return [];
  const inner = Object.values(node).flatMap(templateParts);
  if (node['type'] !== 'TaggedTemplateExpression') return inner;
  const { tag, quasi } = node as unknown as {
    tag: { name?: string };
    quasi: { quasis: { start: number; end: number }[] };
  };
  if (!tag.name || !['html', 'svg', 'css'].includes(tag.name)) return inner;
  const { name } = tag;
  return [...inner, ...quasi.quasis.map(({ start, end }) => ({ tag: name, start, end }))];
}

function isNode(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function squeezeMarkup(text: string): string {
  return text.replace(/\s*\n\s*(>?)/g, (_, end: string) => end || ' ');
}

function squeezeStyles(text: string): string {
  return text
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,>]) ?/g, '$1')
    .replace(/([\w-]): /g, '$1:')
    .replace(/;\}/g, '}');
}
