/** Renders the Worker's OpenAPI document. Everything is on this origin, and text only ever becomes text. */

/** What the page reads of the document that worker/contract/openapi.ts writes. */
interface ApiDocument {
  info: { title: string; description: string };
  /** By path, then by method. */
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
}

interface Operation {
  operationId: string;
  summary: string;
  /** Each of these is enough; an empty one means that none is needed. */
  security?: Record<string, unknown>[];
  parameters?: { name: string; in: string; required: boolean }[];
  requestBody?: { content: Content };
  /** By status. */
  responses: Record<string, { description: string; content?: Content }>;
}

/** By media type. */
type Content = Record<string, { schema: Schema }>;
type Schema = Record<string, unknown>;

const about = byId('about');
const index = byId('index');
const routes = byId('routes');

const { info, paths, components } = await load();

document.title = info.title;
about.textContent = info.description;

for (const [path, operations] of Object.entries(paths)) {
  for (const [method, operation] of Object.entries(operations)) {
    const name = [el('span', { class: 'method' }, method.toUpperCase()), el('code', {}, path)];
    index.append(el('li', {}, el('a', { href: `#${operation.operationId}` }, ...name)));
    routes.append(renderOperation(method, path, operation));
  }
}
const schemas = el('section', {}, el('h2', {}, 'Schemas'));
for (const [name, schema] of Object.entries(components.schemas)) schemas.append(renderSchema(name, schema));
routes.append(schemas);
// The document came after the browser looked for the place that the address names.
if (location.hash) document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();

async function load(): Promise<ApiDocument> {
  const response = await fetch('/v1/openapi.json');
  if (!response.ok) {
    about.textContent = 'The document could not be loaded. Reload the page to try again.';
    throw new Error(`openapi.json: ${response.status}`);
  }
  return (await response.json()) as ApiDocument;
}

function renderOperation(method: string, path: string, operation: Operation): HTMLElement {
  const article = el(
    'article',
    { id: operation.operationId },
    el('h2', {}, el('span', { class: 'method' }, method.toUpperCase()), ' ', el('code', {}, path)),
    el('p', {}, operation.summary, el('span', { class: 'muted' }, needs(operation))),
  );
  const parameters = operation.parameters ?? [];
  if (parameters.length > 0) {
    const rows = parameters.map((parameter) => [
      el('code', {}, parameter.name),
      `${parameter.in}${parameter.required ? ', required' : ''}`,
    ]);
    article.append(el('h3', {}, 'Parameters'), table(['Name', 'In'], rows));
  }
  if (operation.requestBody)
    article.append(el('h3', {}, 'Body'), ...renderContent(operation.requestBody.content));
  const answers = Object.entries(operation.responses).map(([status, { description, content = {} }]) => [
    el('code', {}, status),
    el('span', {}, description, ' ', ...renderContent(content)),
  ]);
  article.append(el('h3', {}, 'Answers'), table(['Status', 'Meaning'], answers));
  return article;
}

function needs({ security = [] }: Operation): string {
  const schemes = security.flatMap(Object.keys);
  if (schemes.includes('server')) return ' · needs a server key';
  if (!schemes.includes('session')) return '';
  return schemes.length < security.length ? ' · takes a session' : ' · needs a session';
}

/** Each media type's schema: a link to a named one, or the schema itself. */
function renderContent(content: Content): HTMLElement[] {
  return Object.values(content).map(({ schema }) => {
    const { $ref } = schema;
    if (typeof $ref !== 'string') return el('pre', { tabindex: '0' }, JSON.stringify(schema, null, 2));
    const name = $ref.slice($ref.lastIndexOf('/') + 1);
    return el('a', { href: `#schema-${name}` }, name);
  });
}

function renderSchema(name: string, schema: Schema): HTMLElement {
  return el(
    'article',
    { id: `schema-${name}` },
    el('h3', {}, name),
    el('pre', { tabindex: '0' }, JSON.stringify(schema, null, 2)),
  );
}

function table(headings: readonly string[], rows: readonly (Node | string)[][]): HTMLElement {
  return el(
    'table',
    {},
    el('thead', {}, el('tr', {}, ...headings.map((heading) => el('th', { scope: 'col' }, heading)))),
    el('tbody', {}, ...rows.map((cells) => el('tr', {}, ...cells.map((cell) => el('td', {}, cell))))),
  );
}

function byId(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page has no #${id}`);
  return found;
}

function el(
  tag: keyof HTMLElementTagNameMap,
  attributes: Readonly<Record<string, string>>,
  ...children: (Node | string)[]
): HTMLElement {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}
