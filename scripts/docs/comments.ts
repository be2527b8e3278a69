import { readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { root } from '../root.ts';

/**
 * The docstrings of an object literal's or an interface's members, by the members' path: `verification.perPhone.sends`.
 * A docstring stands for those of the members below it that have none, up to the next one.
 * @param file from the repository's root
 * @param name of the constant or the interface
 */
export function memberComments(file: string, name: string): ReadonlyMap<string, string> {
  const text = readFileSync(path.join(root, file), 'utf8');
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found = new Map<string, string>();
  const visit = (node: ts.Node, place: readonly string[]): void => {
    const isMember = ts.isPropertyAssignment(node) || ts.isPropertySignature(node);
    const here = isMember ? [...place, node.name.getText(source).replaceAll(/^'|'$/g, '')] : place;
    if (isMember) {
      const comment = docstring(node, text);
      if (comment !== undefined) found.set(here.join('.'), comment);
    }
    ts.forEachChild(node, (child) => visit(child, here));
  };
  for (const statement of source.statements) {
    const named = ts.isInterfaceDeclaration(statement)
      ? statement.name.text === name
      : ts.isVariableStatement(statement) &&
        statement.declarationList.declarations.some(
          (declaration) => declaration.name.getText(source) === name,
        );
    if (named) visit(statement, []);
  }
  if (found.size === 0) throw new Error(`${file} has no ${name} with docstrings.`);
  return found;
}

function docstring(node: ts.Node, text: string): string | undefined {
  const comment = (ts.getLeadingCommentRanges(text, node.pos) ?? [])
    .map(({ pos, end }) => text.slice(pos, end))
    .findLast((range) => range.startsWith('/**'));
  return comment
    ?.replace(/^\/\*\*/, '')
    .replace(/\*\/$/, '')
    .replaceAll(/^\s*\* ?/gm, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
