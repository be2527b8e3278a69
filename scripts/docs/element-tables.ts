import type { Described, ElementDeclaration, Member, Typed } from './manifest.ts';
import { code, table } from './markdown.ts';

/** An element's public face as Markdown: one table for each kind of thing that it has. */
export function elementTables(element: ElementDeclaration): string {
  const { attributes = [], members = [], events = [], slots = [], cssParts = [], cssStates = [] } = element;
  const attributeNames = new Set(attributes.map(({ name }) => name));
  const fields = members.filter(({ kind, name }) => kind === 'field' && !attributeNames.has(name));
  const methods = members.filter(({ kind }) => kind === 'method');
  return [
    section('Attributes', attributes, 'Each is also a property of the same name.', {
      head: ['Attribute', 'Type', 'Means'],
      row: (it) => [code(it.name), type(it) + initial(it, members), words(it)],
    }),
    section('Properties', fields, 'Without an attribute.', {
      head: ['Property', 'Type', 'Means'],
      row: (it) => [code(it.name), type(it), (it.readonly ? 'Read only. ' : '') + words(it)],
    }),
    section('Methods', methods, '', {
      head: ['Method', 'Means'],
      row: (it) => [code(signature(it)), words(it)],
    }),
    section('Events', events, 'They bubble, and cross shadow roots.', {
      head: ['Event', 'Class', 'When'],
      row: (it) => [code(it.name), code(it.type?.text ?? 'Event'), words(it)],
    }),
    section('Slots', slots, '', {
      head: ['Slot', 'Is'],
      row: (it) => [it.name === '' ? '(the default slot)' : code(it.name), words(it)],
    }),
    section('Parts', cssParts, `For \`${element.tagName}::part(…)\`.`, {
      head: ['Part', 'Is'],
      row: (it) => [code(it.name), words(it)],
    }),
    section('States', cssStates, `For \`${element.tagName}:state(…)\`.`, {
      head: ['State', 'While'],
      row: (it) => [code(it.name), words(it)],
    }),
  ]
    .filter((text) => text !== '')
    .join('\n\n');
}

function section<T extends Described>(
  title: string,
  items: readonly T[],
  about: string,
  { head, row }: { head: readonly string[]; row: (item: T) => readonly string[] },
): string {
  if (items.length === 0) return '';
  return [`## ${title}`, about, table(head, items.map(row))].filter((part) => part !== '').join('\n\n');
}

const words = ({ description = '' }: Described): string => description.replaceAll(/\s+/g, ' ').trim();

const type = (it: Typed): string => code(it.type?.text.replaceAll(/ \| undefined$/g, '') ?? 'string');

/** The analyzer takes a converter's options for an attribute's default; the member's own word is the true one. */
function initial({ name }: Typed, members: readonly Member[]): string {
  const value = members.find((member) => member.name === name)?.default;
  return value === undefined || value === "''" ? '' : `, default ${code(value.replaceAll('_', ''))}`;
}

function signature({ name, parameters = [] }: Member): string {
  return `${name}(${parameters.map((parameter) => parameter.name).join(', ')})`;
}

/** What has no words: `tag: kind name` for each public thing whose docstring is missing. */
export function undescribed(element: ElementDeclaration): string[] {
  const { attributes, members, events, slots, cssParts, cssStates } = element;
  const kinds = { attributes, members, events, slots, cssParts, cssStates };
  const missing = Object.entries(kinds).flatMap(([kind, items = []]) =>
    items.filter((item) => words(item) === '').map(({ name }) => `${element.tagName}: ${kind} ${name}`),
  );
  if (!element.summary) missing.unshift(`${element.tagName}: summary`);
  return missing;
}
