import type { Session } from '../../session/session.ts';
import { watchConnections } from './connections.ts';
import { say } from './say.ts';
import { checkValues } from './values.ts';

/** What is of no use to a visitor of whom nobody says who they are. */
const personal = /-(?:bell|feed|toasts|preferences)$/;

const followed = new WeakMap<Session, Set<boolean>>();

/** Tells whoever builds the page what is wrong with how an element is used. It shows what it can all the same. */
export function adviseOn(element: Element, session: Session): void {
  checkValues(element);
  if (!('popover' in element) || !CSS.supports('color', 'light-dark(red, red)'))
    say('browser', 'This browser is too old for some of what the elements do.');
  const needsName = personal.test(element.localName);
  const kinds = followed.get(session) ?? new Set();
  if (kinds.has(needsName)) return;
  followed.set(session, kinds.add(needsName));
  let wasHere = false;
  const look = (): void => {
    const { status, problem } = session.snapshot;
    wasHere ||= status === 'ready';
    if (needsName && status === 'signed-out' && !wasHere && session.options.identity === undefined)
      say('identity', `Nobody says who the visitor is, which <${element.localName}> needs: set an identity.`);
    if (problem?.code === 'unreachable') watchConnections(session);
  };
  session.subscribe(look);
  watchConnections(session);
  look();
}
