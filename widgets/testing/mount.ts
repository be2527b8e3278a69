import { chain, identity } from './chain.ts';

const mounted: Element[] = [];

/**
 * Puts markup into the page, as a visitor's own session when an id is given; returns the first `belfry-…` element in
 * it other than the session. Everything mounted is removed by `unmount`.
 */
export async function mount<Mounted extends HTMLElement>(
  markup: string,
  visitor?: { id: string; name?: string; identity?: string },
): Promise<Mounted> {
  const session = document.createElement('belfry-session');
  session.setAttribute('worker', chain.worker);
  if (visitor)
    session.setAttribute('identity', visitor.identity ?? (await identity(visitor.id, visitor.name)));
  const template = document.createElement('template');
  template.innerHTML = markup;
  session.append(template.content);
  document.body.append(session);
  mounted.push(session);
  const element = [...session.querySelectorAll<Mounted>('*')].find(({ localName }) =>
    localName.startsWith('belfry-'),
  );
  if (!element) throw new Error(`No element in ${markup}`);
  return element;
}

/** Removes everything that was mounted. */
export function unmount(): void {
  for (const element of mounted.splice(0)) element.remove();
}

/**
 * Waits until `probe` gives something (neither undefined, null nor false) without throwing, and returns it.
 * @throws the last error, or that it never came
 */
export async function until<Found>(
  probe: () => Found | Promise<Found>,
  what = 'what was waited for',
  patience = 10_000,
): Promise<NonNullable<Found>> {
  const end = performance.now() + patience;
  for (;;) {
    let failure: unknown;
    try {
      const found = await probe();
      if (found !== undefined && found !== null && found !== false) return found;
    } catch (error) {
      failure = error;
    }
    if (performance.now() > end) throw failure ?? new Error(`It never came: ${what}`);
    await new Promise((resolve) => requestAnimationFrame(() => resolve(undefined)));
  }
}

/** Types into a field as a person's input arrives: the value changes, then `input` is fired. */
export function fill(field: Element, value: string): void {
  if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement))
    throw new Error('Not a field');
  field.focus();
  field.value = value;
  field.dispatchEvent(
    new InputEvent('input', { bubbles: true, composed: true, data: value, inputType: 'insertText' }),
  );
}
