import { readdir, readFile, rm, writeFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { format } from 'prettier';
import ts from 'typescript';
import { root } from '../root.ts';

const contract = 'worker/contract/index';

/**
 * Writes the contract's types as they come out, in place of the schemas that they come from: the package's modules import
 * types alone from there, and whoever installs it needs no schema library.
 * @param target the package, compiled
 * @throws {Error} when a type that the package names is none of the contract's
 */
export async function writeContractTypes(target: string): Promise<void> {
  const names = await namedTypes(path.join(target, 'widgets'));
  const file = path.join(target, `${contract}.d.ts`);
  await rm(path.join(target, 'worker'), { recursive: true });
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, await format(expanded(names), { parser: 'typescript', singleQuote: true }));
}

/** The types of the contract that declarations in a folder import. */
async function namedTypes(folder: string): Promise<Set<string>> {
  const names = new Set<string>();
  for (const entry of await readdir(folder, { recursive: true })) {
    if (!entry.endsWith('.d.ts')) continue;
    const text = await readFile(path.join(folder, entry), 'utf8');
    for (const [, list = ''] of text.matchAll(/\{([^}]*)\} from '[./]*worker\/contract\/index\.[jt]s'/g))
      for (const part of list.split(',')) if (part.trim()) names.add(part.trim().split(' as ')[0] ?? '');
  }
  return names;
}

function expanded(names: ReadonlySet<string>): string {
  const config = ts.getParsedCommandLineOfConfigFile(path.join(root, 'worker/tsconfig.json'), undefined, {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic: ({ messageText }) => {
      throw new Error(ts.flattenDiagnosticMessageText(messageText, '\n'));
    },
  });
  const source = path.join(root, `${contract}.ts`);
  const program = ts.createProgram([source], { ...config?.options, noEmit: true });
  const checker = program.getTypeChecker();
  const file = program.getSourceFile(source);
  const module = file && checker.getSymbolAtLocation(file);
  const exported = new Map(
    module && checker.getExportsOfModule(module).map((symbol) => [symbol.name, symbol]),
  );
  const { InTypeAlias, NoTruncation, MultilineObjectLiterals, UseSingleQuotesForStringLiteralType } =
    ts.TypeFormatFlags;
  const flags = InTypeAlias | NoTruncation | MultilineObjectLiterals | UseSingleQuotesForStringLiteralType;
  return [...names]
    .sort()
    .map((name) => {
      const symbol = exported.get(name);
      if (!symbol) throw new Error(`The contract has no type ${name}.`);
      const declared = checker.getAliasedSymbol(symbol);
      const type = checker.getDeclaredTypeOfSymbol(declared);
      const about = ts
        .displayPartsToString(declared.getDocumentationComment(checker))
        .replaceAll('\n', '\n * ');
      return `${about && `/** ${about} */\n`}export type ${name} = ${checker.typeToString(type, undefined, flags)};\n`;
    })
    .join('\n');
}
