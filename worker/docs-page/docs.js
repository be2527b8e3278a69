/** Renders the Worker's OpenAPI document. Everything is on this origin, and text only ever becomes text. */

const { info, paths, components } = await load();

document.title = info.title;
document.querySelector('#about').textContent = info.description;
const index = document.querySelector('#index');
const routes = document.querySelector('#routes');

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

async function load() {
  const response = await fetch('/v1/openapi.json');
  if (!response.ok) {
    document.querySelector('#about').textContent =
      'The document could not be loaded. Reload the page to try again.';
    throw new Error(`openapi.json: ${response.status}`);
  }
  return response.json();
}

function renderOperation(method, path, operation) {
  const article = el(
    'article',
    { id: operation.operationId },
    el('h2', {}, el('span', { class: 'method' }, method.toUpperCase()), ' ', el('code', {}, path)),
    el(
      'p',
      {},
      operation.summary,
      operation.security ? el('span', { class: 'muted' }, ' · needs a session') : '',
    ),
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
    article.append(el('h3', {}, 'Body'), renderContent(operation.requestBody.content));
  const answers = Object.entries(operation.responses).map(([status, response]) => [
    el('code', {}, status),
    el('span', {}, response.description, ' ', ...(response.content ? [renderContent(response.content)] : [])),
  ]);
  article.append(el('h3', {}, 'Answers'), table(['Status', 'Meaning'], answers));
  return article;
}

function renderContent(content) {
  const [media] = Object.values(content);
  const reference = media.schema.$ref?.split('/').at(-1);
  return reference
    ? el('a', { href: `#schema-${reference}` }, reference)
    : el('pre', {}, JSON.stringify(media.schema, null, 2));
}

function renderSchema(name, schema) {
  return el(
    'article',
    { id: `schema-${name}` },
    el('h3', {}, name),
    el('pre', {}, JSON.stringify(schema, null, 2)),
  );
}

function table(headings, rows) {
  return el(
    'table',
    {},
    el('thead', {}, el('tr', {}, ...headings.map((heading) => el('th', { scope: 'col' }, heading)))),
    el('tbody', {}, ...rows.map((cells) => el('tr', {}, ...cells.map((cell) => el('td', {}, cell))))),
  );
}

function el(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}
