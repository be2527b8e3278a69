import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../root.ts';
import { runPackage } from '../run.ts';

/** What the manifest says of one public name. */
export interface Described {
  readonly name: string;
  readonly description?: string;
}

export interface Typed extends Described {
  readonly type?: { readonly text: string };
  readonly default?: string;
}

export interface Member extends Typed {
  readonly kind: 'field' | 'method';
  readonly readonly?: boolean;
  readonly parameters?: readonly Typed[];
  readonly return?: { readonly type?: { readonly text: string } };
}

/** An element of the manifest: https://github.com/webcomponents/custom-elements-manifest */
export interface ElementDeclaration {
  readonly name: string;
  readonly tagName: string;
  readonly summary?: string;
  readonly description?: string;
  readonly attributes?: readonly (Typed & { readonly fieldName?: string })[];
  readonly members?: readonly Member[];
  readonly events?: readonly Typed[];
  readonly slots?: readonly Described[];
  readonly cssParts?: readonly Described[];
  readonly cssStates?: readonly Described[];
}

/** Where `analyzeElements` writes. */
export const manifestFile = path.join(root, '.cache/docs-manifest/custom-elements.json');

/** Reads the elements' sources anew. @throws {Error} when they cannot be read */
export async function analyzeElements(): Promise<void> {
  const arguments_ = ['analyze', '--quiet', '--config', 'scripts/docs/manifest.config.js'];
  const code = await runPackage('@custom-elements-manifest/analyzer:cem', arguments_);
  if (code !== 0) throw new Error('The custom elements manifest could not be made.');
}

/** The elements as `analyzeElements` found them, in the order of their tags. */
export function readElements(): ElementDeclaration[] {
  const { modules } = JSON.parse(readFileSync(manifestFile, 'utf8')) as {
    modules: { declarations: ElementDeclaration[] }[];
  };
  return modules
    .flatMap(({ declarations }) => declarations)
    .sort((a, b) => a.tagName.localeCompare(b.tagName));
}
