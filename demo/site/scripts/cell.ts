import type { PageOptions } from '../../../widgets/session/page.ts';
import { actions } from './backend.ts';
import { cells, type Cell, type Looker, type Step } from './cells.ts';
import { alterAnswer, cuttableNetwork, type CuttableNetwork } from './network.ts';
import { find } from './page.ts';
import { deliveredTo } from './phone.ts';
import { identityOf } from './visitor.ts';

/** ms within which what a step waits for must have come. */
const patience = 20_000;

const address = new URLSearchParams(location.search);
const cell = cells.find(({ id }) => id === address.get('cell'));
const { dataset } = document.documentElement;
if (cell) {
  show(cell).then(
    // Tests and screenshots wait for one of the two.
    () => (dataset['ready'] = ''),
    (error: unknown) => (dataset['failed'] = String(error)),
  );
}

async function show({ element, label, as, attributes = {}, form, steps = [] }: Cell): Promise<void> {
  document.title = `${element}: ${label}`;
  document.documentElement.dir = address.get('dir') === 'rtl' ? 'rtl' : 'ltr';
  document.documentElement.lang = address.get('lang') ?? 'en';
  dataset['scheme'] = address.get('scheme') ?? 'auto';
  dataset['element'] = element;

  const { belfry } = globalThis;
  if (!belfry) throw new Error('The Worker did not serve the elements.');
  const network = cuttableNetwork();
  await belfry.configure(optionsFor(as));
  const tag = document.createElement(`belfry-${element}`);
  for (const [name, value] of Object.entries(attributes)) {
    tag.setAttribute(name, value === 'fresh' ? await freshNumber() : value);
  }
  const sent = document.createElement('output');
  find('main').append(form ? withinForm(tag, sent) : tag);
  await customElements.whenDefined(tag.localName);
  for (const step of steps) await take(step, tag, network);
  if (form) sent.textContent = submittedBy(tag);
}

function optionsFor(as: Looker): PageOptions {
  switch (as) {
    case 'guest':
      return {};
    case 'pending':
      return { identity: () => new Promise<never>(() => undefined) };
    case 'unanswered':
      return { identity: () => Promise.reject(new Error('The shop does not know who you are.')) };
    case 'unreachable':
      return { identity: identityOf('ann'), worker: '%DEAD%' };
    case 'ann':
    case 'ben':
    case 'cleo':
    case 'dan':
      return { identity: identityOf(as) };
  }
}

async function take(step: Step, tag: Element, network: CuttableNetwork): Promise<void> {
  if ('await' in step) await reach(tag, step.await);
  else if ('press' in step) (await reach<HTMLElement>(tag, step.press)).click();
  else if ('focus' in step) (await reach<HTMLElement>(tag, step.focus)).focus();
  else if ('scroll' in step) (await reach(tag, step.scroll[0])).scrollTo(0, step.scroll[1]);
  else if ('type' in step) type(await reach(tag, step.type[0]), step.type[1]);
  else if ('typeCodeInto' in step) {
    const field = await reach(tag, step.typeCodeInto);
    type(field, await codeSentTo(tag.getAttribute('phone') ?? ''));
  } else if ('alter' in step) alterAnswer(step.alter);
  else if ('notify' in step) await actions[step.notify](step.of);
  else if (step.do === 'go live') await network.live;
  else if (step.do === 'go offline') network.cut();
  else await globalThis.belfry?.signOut();
}

/** A made-up American number that nothing was sent to yet: 555-0100 to -0199 are nobody's, in every area. */
async function freshNumber(): Promise<string> {
  const areas = ['201', '212', '213', '312', '415', '503', '617', '713', '808', '907'];
  for (;;) {
    const [first = 0, second = 0] = crypto.getRandomValues(new Uint32Array(2));
    const made = `+1${areas[first % areas.length]}55501${String(second % 100).padStart(2, '0')}`;
    if ((await deliveredTo(made)).length === 0) return made;
  }
}

/** A form around the element; `sent` stands below. */
function withinForm(tag: Element, sent: HTMLElement): HTMLElement {
  const form = document.createElement('form');
  form.append(tag, sent);
  return form;
}

/** What the form of an element would submit now. */
function submittedBy(tag: Element): string {
  const entries = [...new FormData(tag.closest('form') ?? undefined)];
  const words = entries.map(([name, value]) => `${name}=${String(value).slice(0, 24)}…`);
  return words.join(' ') || 'Nothing to submit.';
}

function type(field: HTMLInputElement, text: string): void {
  field.value = text;
  field.dispatchEvent(
    new InputEvent('input', { bubbles: true, composed: true, inputType: 'insertText', data: text }),
  );
}

async function codeSentTo(to: string): Promise<string> {
  const [latest] = await deliveredTo(to);
  const code = /\b\d{4,10}\b/.exec(latest?.body ?? '')?.[0];
  if (!code) throw new Error(`No code was sent to ${to}.`);
  return code;
}

/** Waits for what the element shows, in whichever of its shadow roots, and able to be used. */
async function reach<Found extends Element = HTMLInputElement>(
  tag: Element,
  selector: string,
): Promise<Found> {
  const until = performance.now() + patience;
  while (performance.now() < until) {
    const found = within<Found>(tag, selector) ?? around<Found>(tag, selector);
    // Who waits for what cannot be used says so.
    if (found && (selector.includes(':disabled') || !found.matches(':disabled'))) return found;
    // Who looks at the gallery often asks for many codes.
    tickChallenge(tag);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`<${tag.localName}> did not show ${selector}.`);
}

/** Answers the sandbox's challenge, where one is asked for. */
function tickChallenge(tag: Element): void {
  const box = tag.querySelector('[slot="challenge"] > *')?.shadowRoot?.querySelector('input');
  if (box && !box.checked && !box.disabled) box.click();
}

/** The element itself, or what it put into the page. */
function around<Found extends Element>(tag: Element, selector: string): Found | undefined {
  return tag.matches(selector) ? (tag as Found) : (tag.querySelector<Found>(selector) ?? undefined);
}

function within<Found extends Element>(scope: Element, selector: string): Found | undefined {
  const root = scope.shadowRoot;
  if (!root) return undefined;
  const found = root.querySelector<Found>(selector);
  if (found) return found;
  for (const inner of root.querySelectorAll('*')) {
    const deeper = within<Found>(inner, selector);
    if (deeper) return deeper;
  }
  return undefined;
}
