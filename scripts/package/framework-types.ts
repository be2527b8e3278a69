/**
 * What frameworks need to know of the elements, made from the manifest: which of an element's properties a template may
 * set, and which events it may hear. The types themselves are the classes' own, so that nothing is said twice.
 */

export interface ManifestElement {
  readonly name: string;
  readonly tagName: string;
  readonly summary?: string;
  readonly description?: string;
  readonly attributes?: readonly { name: string; description?: string }[];
  readonly members?: readonly { kind: string; name: string; description?: string; readonly?: boolean }[];
  readonly events?: readonly { name: string; description?: string; type?: { text: string } }[];
}

/** The files, by their name in the package's `frameworks` folder. */
export function frameworkFiles(elements: readonly ManifestElement[]): Record<string, string> {
  return {
    'elements.d.ts': elementTypes(elements),
    'elements.js': 'export {};\n',
    'react.d.ts': reactTypes,
    'react.js': 'export {};\n',
    ...Object.fromEntries(elements.flatMap(reactWrapper)),
    'vue.d.ts': vueTypes,
    'vue.js': vueHelpers,
    'svelte.d.ts': svelteTypes,
    'svelte.js': 'export {};\n',
    'solid.d.ts': solidTypes,
    'solid.js': 'export {};\n',
  };
}

const comment = (text: string | undefined, indent: string): string =>
  text ? `${indent}/** ${text.replaceAll('*/', '* /').replaceAll(/\s+/g, ' ')} */\n` : '';

const lines = (parts: readonly string[]): string => parts.join('');

/** Fields that a template may set: what is an attribute, and properties that take what no attribute can hold. */
function settable({
  attributes = [],
  members = [],
}: ManifestElement): { name: string; description?: string }[] {
  const named = new Set(attributes.map(({ name }) => name));
  const more = members.filter(
    ({ kind, name, readonly }) => kind === 'field' && !readonly && !named.has(name) && name === 'renderer',
  );
  return [...attributes, ...more];
}

function elementTypes(elements: readonly ManifestElement[]): string {
  const names = new Set(
    elements.flatMap(({ name, events = [] }) => [name, ...events.map(({ type }) => type?.text ?? '')]),
  );
  const body = elements.map((element) => {
    const { name, tagName, summary, events = [] } = element;
    return `${comment(summary, '  ')}  '${tagName}': {
    element: ${name};
    props: {
${lines(settable(element).map(({ name: prop, description }) => `${comment(description, '      ')}      ${prop}?: Value<${name}['${prop}']>;\n`))}    };
    events: {
${lines(events.map(({ name: event, description, type }) => `${comment(description, '      ')}      '${event}': ${type?.text ?? 'Event'};\n`))}    };
  };
`;
  });
  return `import type {
${lines([...names].sort().map((name) => `  ${name},\n`))}} from '../widgets/index.js';

/** A property in a template: markup has words for switches and numbers, too. */
export type Value<T> =
  | T
  | undefined
  | (true extends T ? '' : never)
  | (number extends T ? \`\${number}\` : never);

/** Every element: its class, what a template may set on it, and what it may hear from it. */
export interface BelfryElements {
${lines(body)}}

export type BelfryTag = keyof BelfryElements;
`;
}

const reactTypes = `import type { ClassAttributes, ForwardRefExoticComponent, HTMLAttributes, RefAttributes } from 'react';
import type { BelfryElements, BelfryTag } from './elements.js';

type Own<T extends BelfryTag> = BelfryElements[T]['props'];
type Events<T extends BelfryTag> = BelfryElements[T]['events'];
type Native<T extends BelfryTag> = Omit<HTMLAttributes<BelfryElements[T]['element']>, keyof Own<T>>;

/** React 19: \`<belfry-bell onbelfry-open={…}>\`. */
type ElementProps<T extends BelfryTag> = Native<T> &
  ClassAttributes<BelfryElements[T]['element']> &
  Own<T> & { [E in keyof Events<T> as \`on\${E & string}\`]?: (event: Events<T>[E]) => void } & {
    class?: string;
  };

type AllProps = { [T in BelfryTag]: ElementProps<T> };

declare module 'react' {
  interface CSSProperties {
    [token: \`--belfry-\${string}\`]: string | number | undefined;
  }
  namespace JSX {
    interface IntrinsicElements extends AllProps {}
  }
}

type Handler<E extends string> = E extends \`belfry-\${infer Name}\` ? \`on\${Capitalize<Name>}\` : never;

/** React 18 and before, and whoever prefers components: \`<BelfryBell onOpen={…}>\`. */
export type Wrapper<T extends BelfryTag> = ForwardRefExoticComponent<
  Omit<Native<T>, Handler<keyof Events<T> & string>> &
    Own<T> & { [E in keyof Events<T> as Handler<E & string>]?: (event: Events<T>[E]) => void } & RefAttributes<
      BelfryElements[T]['element']
    >
>;
`;

/** An entry of its own for each, so that one component brings one element. */
function reactWrapper({ name, tagName, summary, events = [] }: ManifestElement): [string, string][] {
  const component = name.replace(/Element$/, '');
  const entry = tagName.slice('belfry-'.length);
  const types = `import type { Wrapper } from '../react.js';

${comment(summary, '')}export declare const ${component}: Wrapper<'${tagName}'>;
`;
  // For React's server components: what follows is for the browser.
  const code = `'use client';
import { createComponent } from '@lit/react';
import * as React from 'react';
import { ${name} } from 'belfry/${entry}';
import 'belfry/${entry}/define';

export const ${component} = createComponent({
  react: React,
  tagName: '${tagName}',
  elementClass: ${name},
  displayName: '${component}',
  events: {
${lines(events.map(({ name: event }) => `    ${handler(event)}: '${event}',\n`))}  },
});
`;
  return [
    [`react/${entry}.d.ts`, types],
    [`react/${entry}.js`, code],
  ];
}

/** `belfry-open` → `onOpen`. */
const handler = (event: string): string => {
  const name = event.slice('belfry-'.length);
  return `on${name.charAt(0).toUpperCase()}${name.slice(1)}`;
};

const vueTypes = `import type { EmitFn, HTMLAttributes, PublicProps } from 'vue';
import type { BelfryElements, BelfryTag } from './elements.js';

type Element<T extends BelfryTag> = new () => BelfryElements[T]['element'] & {
  $props: HTMLAttributes & BelfryElements[T]['props'] & PublicProps & {
      [E in keyof BelfryElements[T]['events'] as \`on\${Capitalize<E & string>}\`]?: (
        event: BelfryElements[T]['events'][E],
      ) => void;
    };
  $emit: EmitFn<{ [E in keyof BelfryElements[T]['events']]: (event: BelfryElements[T]['events'][E]) => void }>;
};

type AllElements = { [T in BelfryTag]: Element<T> };

declare module 'vue' {
  interface GlobalComponents extends AllElements {}
}

/** For the compiler's \`isCustomElement\`: Vue must not look for components of these names. */
export declare function isBelfryElement(tag: string): boolean;
`;

const vueHelpers = `export const isBelfryElement = (tag) => tag.startsWith('belfry-');
`;

const svelteTypes = `import type { HTMLAttributes } from 'svelte/elements';
import type { BelfryElements, BelfryTag } from './elements.js';

type ElementProps<T extends BelfryTag> = Omit<
  HTMLAttributes<BelfryElements[T]['element']>,
  keyof BelfryElements[T]['props']
> &
  BelfryElements[T]['props'] & {
    [E in keyof BelfryElements[T]['events'] as \`on\${E & string}\`]?: (
      event: BelfryElements[T]['events'][E],
    ) => void;
  };

type AllProps = { [T in BelfryTag]: ElementProps<T> };

declare module 'svelte/elements' {
  interface SvelteHTMLElements extends AllProps {}
}
`;

const solidTypes = `import type { JSX } from 'solid-js';
import type { BelfryElements, BelfryTag } from './elements.js';

type Props<T extends BelfryTag> = BelfryElements[T]['props'];

type ElementProps<T extends BelfryTag> = Omit<JSX.HTMLAttributes<BelfryElements[T]['element']>, keyof Props<T>> &
  Props<T> & { [P in keyof Props<T> as \`prop:\${P & string}\` | \`attr:\${P & string}\`]?: Props<T>[P] } & {
    [E in keyof BelfryElements[T]['events'] as \`on:\${E & string}\`]?: (
      event: BelfryElements[T]['events'][E],
    ) => void;
  };

type AllProps = { [T in BelfryTag]: ElementProps<T> };

declare module 'solid-js' {
  namespace JSX {
    interface IntrinsicElements extends AllProps {}
  }
}
`;
