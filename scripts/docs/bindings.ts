import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import * as z from 'zod';
import { root } from '../root.ts';
import { memberComments } from './comments.ts';
import { code, table } from './markdown.ts';

const configurationSchema = z.object({
  assets: z.object({ directory: z.string(), binding: z.string() }),
  durable_objects: z.object({
    bindings: z.array(z.object({ name: z.string(), class_name: z.string() })),
  }),
  ratelimits: z.array(
    z.object({ name: z.string(), simple: z.object({ limit: z.number(), period: z.number() }) }),
  ),
});

/**
 * Every binding of wrangler.jsonc, in the words of the code.
 * @throws {Error} when the Worker knows others than the configuration has, or a class has no words
 */
export function bindingsTable(): string {
  const { assets, durable_objects, ratelimits } = readConfiguration();
  const objects = durable_objects.bindings;
  const known = [...memberNames('worker/env.d.ts', 'WorkerEnv')].sort();
  const bound = [...objects, ...ratelimits, { name: assets.binding }].map(({ name }) => name).sort();
  if (known.join() !== bound.join())
    throw new Error(`wrangler.jsonc binds ${bound.join(', ')}; worker/env.d.ts knows ${known.join(', ')}.`);
  const words = memberComments('worker/env.d.ts', 'WorkerEnv');
  return table(
    ['Name', 'Kind', 'Is'],
    [
      ...objects.map(({ name, class_name }) => [
        code(name),
        `Durable Object ${code(class_name)}`,
        firstSentence(classComment(class_name)),
      ]),
      ...ratelimits.map(({ name, simple: { limit, period } }) => [
        code(name),
        `Rate limit: ${limit.toLocaleString('en')} requests in ${period} s of a network`,
        words.get(name) ?? '',
      ]),
      [code(assets.binding), `Files of ${code(assets.directory)}`, words.get(assets.binding) ?? ''],
    ],
  );
}

function readConfiguration(): z.output<typeof configurationSchema> {
  const file = path.join(root, 'wrangler.jsonc');
  const { config } = ts.parseConfigFileTextToJson(file, readFileSync(file, 'utf8')) as { config?: unknown };
  return configurationSchema.parse(config);
}

/** An interface's members by name; its index signature is none. */
function memberNames(file: string, name: string): string[] {
  const source = parse(file);
  const found = source.statements.find(
    (statement): statement is ts.InterfaceDeclaration =>
      ts.isInterfaceDeclaration(statement) && statement.name.text === name,
  );
  return (found?.members ?? []).flatMap((member) =>
    ts.isPropertySignature(member) ? [member.name.getText(source)] : [],
  );
}

/** What stands above a class of `worker/objects/`. */
function classComment(name: string): string {
  const folder = 'worker/objects';
  for (const file of readdirSync(path.join(root, folder)).filter((entry) => !entry.endsWith('.test.ts'))) {
    const source = parse(`${folder}/${file}`);
    const found = source.statements.find(
      (statement) => ts.isClassDeclaration(statement) && statement.name?.text === name,
    );
    const comment = found && ts.getJSDocCommentsAndTags(found).at(-1)?.comment;
    if (typeof comment === 'string') return comment;
  }
  throw new Error(`${folder} has no ${name} with a docstring.`);
}

const firstSentence = (text: string): string =>
  (/^.*?\.(?=\s|$)/s.exec(text)?.[0] ?? text).replaceAll(/\s+/g, ' ');

function parse(file: string): ts.SourceFile {
  return ts.createSourceFile(file, readFileSync(path.join(root, file), 'utf8'), ts.ScriptTarget.Latest, true);
}
