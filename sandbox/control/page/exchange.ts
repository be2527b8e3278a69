import type { LoggedBody } from '../../platform/log-body.ts';
import { readRequest } from './api.ts';
import { element } from './dom.ts';

/** What was sent and what was answered, whole. */
export async function exchange(id: number): Promise<HTMLElement> {
  const node = element('div', { className: 'exchange' });
  try {
    const { query, body, answer, status, fault } = await readRequest(id);
    if (fault) node.append(element('p', { className: 'note', textContent: `Answered by ${fault}.` }));
    if (Object.keys(query).length > 0) node.append(part('Query', JSON.stringify(query, null, 2)));
    if (body) node.append(part(`Sent, ${describe(body)}`, textOf(body)));
    if (answer) node.append(part(`Answered, ${describe(answer)}`, textOf(answer)));
    else node.append(element('p', { className: 'note', textContent: silence(status) }));
  } catch (error) {
    node.append(
      element('p', {
        className: 'error',
        textContent: error instanceof Error ? error.message : String(error),
      }),
    );
  }
  return node;
}

function silence(status: number | undefined): string {
  if (status === undefined) return 'Not answered yet.';
  return status === 101 ? 'A socket: what goes over it is not kept.' : 'Answered without a body.';
}

function part(name: string, text: string): HTMLElement {
  const heading = element('p', { className: 'exchange-name', textContent: name });
  if (text === '') return heading;
  const content = element('pre', { textContent: text, tabIndex: 0, role: 'group', ariaLabel: name });
  return element('div', {}, heading, content);
}

function describe({ type, bytes, truncated }: LoggedBody): string {
  const kind = type.replace('application/', '').replace('x-www-form-urlencoded', 'form') || 'no type';
  const size = bytes === undefined ? '' : `, ${bytes.toLocaleString()} bytes`;
  return kind + size + (truncated ? ', its beginning' : '');
}

/** Nothing, where it was no text. */
function textOf({ json, form, text = '' }: LoggedBody): string {
  const fields = json ?? form;
  return fields === undefined ? text : JSON.stringify(fields, null, 2);
}
