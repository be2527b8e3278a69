import { linkOperations, linkPath } from '../../worker/contract/link-page.ts';
import { openApiDocument, problemsOf } from '../../worker/contract/openapi.ts';
import { problems } from '../../worker/contract/problems.ts';
import { routes, type Route } from '../../worker/contract/routes.ts';
import { code, table } from './markdown.ts';

/** A JSON schema as the document writes it. */
interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly additionalProperties?: boolean | Schema;
  readonly format?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
}

interface Document_ {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

interface Operation {
  readonly operationId: string;
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: Schema }>> }>
  >;
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required: boolean;
    readonly description?: string;
    readonly schema: Schema;
  }[];
}

const needs: Readonly<Record<Route['auth'], string>> = {
  none: 'nothing',
  optional: 'a session where there is one',
  session: 'a session: `Authorization: Bearer` and its access token',
  server: 'a server key: `Authorization: Bearer` and its secret',
};

const callers: Readonly<Record<Route['origin'], string>> = {
  site: 'pages of the origins of the site',
  any: 'anybody',
  none: 'the site’s backend, no browser',
};

/** Every route of the contract as Markdown, in the contract's order, then the schemas that they name. */
export function apiReference(): string {
  const document = openApiDocument('https://YOUR-WORKER') as unknown as Document_;
  const operations = new Map(
    Object.values(document.paths)
      .flatMap((methods) => Object.values(methods))
      .map((operation) => [operation.operationId, operation]),
  );
  return [
    '## Routes',
    ...Object.entries<Route>(routes).map(([name, route]) => routeText(name, route, operations.get(name))),
    '## The page of a link {#link-page}',
    'It takes forms and answers with pages, to whoever has a [link](../preferences#unsubscribe-links).',
    ...Object.entries(linkOperations).map(([name, link]) => linkText(name, link, operations.get(name))),
    '## Schemas',
    ...Object.entries(document.components.schemas).map(
      ([name, schema]) => `### ${name} {#schema-${name}}\n\n${shape(schema)}`,
    ),
  ].join('\n\n');
}

function routeText(name: string, route: Route, operation: Operation | undefined): string {
  const body = operation?.requestBody?.content['application/json']?.schema;
  const answer = operation?.responses[String(route.status)]?.content?.['application/json']?.schema;
  const refusals = problemsOf(route).map((problem) => [
    String(problems[problem].status),
    `[${code(problem)}](./problems#${problem})`,
  ]);
  return [
    `### ${route.method} ${route.path} {#${name}}`,
    `${route.summary}.`,
    `Called by ${callers[route.origin]}. Needs ${needs[route.auth]}.`,
    parametersOf(operation),
    body ? `**Body:** ${embedded(body)}` : '',
    `**Answer:** ${route.status}${answer ? `, ${embedded(answer)}` : ', without a body'}`,
    `**Refusals:** ${refusals.map(([status, link]) => `${status} ${link}`).join(', ')}`,
  ]
    .filter(Boolean)
    .join('\n\n');
}

function linkText(
  name: string,
  { method, summary, pages }: (typeof linkOperations)[keyof typeof linkOperations],
  operation: Operation | undefined,
): string {
  const forms = Object.entries(operation?.requestBody?.content ?? {});
  const [form] = forms;
  return [
    `### ${method.toUpperCase()} ${linkPath} {#${name}}`,
    `${summary}.`,
    parametersOf(operation),
    form ? `**Form** (${forms.map(([type]) => code(type)).join(' or ')}): ${embedded(form[1].schema)}` : '',
    table(['Answer', 'Says'], Object.entries(pages)),
  ]
    .filter(Boolean)
    .join('\n\n');
}

function parametersOf(operation: Operation | undefined): string {
  const parameters = (operation?.parameters ?? []).map((parameter) => [
    code(parameter.name),
    parameter.in + (parameter.required ? ', required' : ''),
    [typeOf(parameter.schema), parameter.description ?? parameter.schema.description ?? '']
      .filter(Boolean)
      .join(' '),
  ]);
  return parameters.length > 0 ? table(['Parameter', 'In', 'Is'], parameters) : '';
}

/** A schema in a line, and its fields below it where it has no name of its own. */
function embedded(schema: Schema): string {
  return schema.$ref ? typeOf(schema) : `JSON\n\n${shape(schema)}`;
}

/** A schema's fields as a table; each alternative its own. */
function shape(schema: Schema): string {
  const alternatives = schema.oneOf ?? schema.anyOf;
  if (alternatives) return alternatives.map(shape).join('\n\nor\n\n');
  if (!schema.properties) return typeOf(schema);
  const required = new Set(schema.required);
  const rows = Object.entries(schema.properties).map(([name, field]) => [
    code(name) + (required.has(name) ? '' : ' (optional)'),
    typeOf(field),
    field.description ?? '',
  ]);
  return table(['Field', 'Type', 'Is'], rows);
}

function typeOf(schema: Schema): string {
  if (schema.$ref) {
    const name = schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1);
    return `[${name}](#schema-${name})`;
  }
  if (schema.const !== undefined) return code(JSON.stringify(schema.const));
  if (schema.enum) {
    const shown = schema.enum.slice(0, 12).map((value) => code(JSON.stringify(value)));
    return shown.join(' or ') + (schema.enum.length > 12 ? ' or others' : '');
  }
  const alternatives = schema.oneOf ?? schema.anyOf;
  if (alternatives) return alternatives.map(typeOf).join(' or ');
  if (schema.type === 'array') return `list of ${schema.items ? typeOf(schema.items) : 'anything'}`;
  if (schema.properties) {
    const fields = Object.entries(schema.properties).map(
      ([name, field]) => `${code(name)}: ${typeOf(field)}`,
    );
    return `{ ${fields.join(', ')} }`;
  }
  if (typeof schema.additionalProperties === 'object') return `map of ${typeOf(schema.additionalProperties)}`;
  const kind = Array.isArray(schema.type) ? schema.type.join(' or ') : (schema.type ?? 'anything');
  return kind + bounds(schema);
}

function bounds({ format, minLength, maxLength, maxItems }: Schema): string {
  const parts = [
    format,
    minLength !== undefined && minLength > 1 ? `at least ${minLength}` : undefined,
    maxLength !== undefined ? `at most ${maxLength}` : undefined,
    maxItems !== undefined ? `at most ${maxItems}` : undefined,
  ].filter(Boolean);
  return parts.length > 0 ? ` (${parts.join(', ')})` : '';
}

/** Every code of a problem, with where it can come from. */
export function problemTable(): string {
  return Object.entries(problems)
    .map(([name, { status, title }]) => {
      const from = Object.entries<Route>(routes)
        .filter(([, route]) => problemsOf(route).some((problem) => problem === name))
        .map(([operation]) => `[${operation}](./api#${operation})`);
      const everywhere = from.length === Object.keys(routes).length;
      const places = everywhere ? 'Every route.' : from.length > 0 ? `From ${from.join(', ')}.` : '';
      return `## ${name}\n\n${status}. ${title}. ${places}`;
    })
    .join('\n\n');
}
