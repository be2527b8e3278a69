import type { Plugin } from 'vite';

/**
 * Takes the indentation out of Lit's templates, which a JavaScript minifier must leave alone: a run of blanks with a
 * line break in it becomes one blank, in css comments go too. Text that must keep its blanks is never written in a
 * template, it comes in by an expression.
 */
export function minifyTemplates(): Plugin {
  return {
    name: 'belfry:minify-templates',
    transform: {
      order: 'pre',
      filter: { id: /\/widgets\/.*\.ts$/ },
      handler(code) {
        return {
          code: code.replace(
            template,
            (_match, tag: string, body: string) => `${tag}\`${squeeze(tag, body)}\``,
          ),
          map: null,
        };
      },
    },
  };
}

/** A tagged template without another template in it: nested ones are inner matches of the next run. */
const template = /\b(html|css|svg)`((?:[^`\\$]|\\.|\$(?!\{)|\$\{[^`{}]*\})*)`/g;

function squeeze(tag: string, body: string): string {
  const squeezed = body.replace(/\s*\n\s*/g, ' ');
  if (tag !== 'css') return squeezed;
  return squeezed
    .replace(/\/\*.*?\*\//g, '')
    .replace(/ {2,}/g, ' ')
    .replace(/ ?([{};]) ?/g, '$1')
    .replace(/;\}/g, '}')
    .trim();
}
