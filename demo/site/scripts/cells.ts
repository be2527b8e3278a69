import type { ActionName } from './backend.ts';
import type { Alteration } from './network.ts';
import type { PersonId } from './people.ts';

/**
 * Who looks: a person of the seed; `guest`: nobody that the site names; `pending`: the site has not yet answered who it
 * is; `unanswered`: the site fails to answer; `unreachable`: Ann, but the Worker cannot be reached.
 */
export type Looker = PersonId | 'guest' | 'pending' | 'unanswered' | 'unreachable';

/** What is done to an element once it stands. Selectors reach into its shadow roots. */
export type Step =
  | { readonly await: string }
  | { readonly press: string }
  | { readonly focus: string }
  | { readonly type: readonly [selector: string, text: string] }
  /** Types the code that the sandbox delivered to the element's number. */
  | { readonly typeCodeInto: string }
  /** Has the Worker answer otherwise from now on. */
  | { readonly alter: Alteration }
  /** Scrolls down by so many px. */
  | { readonly scroll: readonly [selector: string, by: number] }
  /** Has the shop notify the visitor. */
  | { readonly notify: ActionName; readonly of: PersonId }
  | { readonly do: 'go offline' | 'sign out' };

/** One element in one state. Every state is made, not drawn: this visitor, these attributes, these steps lead to it. */
export interface Cell {
  readonly id: string;
  readonly element: 'chat' | 'bell' | 'feed' | 'toasts' | 'preferences' | 'otp';
  readonly label: string;
  readonly as: Looker;
  /** `phone="fresh"` stands for a number that is nobody's, another one each time: codes are counted by number. */
  readonly attributes?: Readonly<Record<string, string>>;
  /** Whether it stands in a form, which shows what it would submit. */
  readonly form?: true;
  readonly steps?: readonly Step[];
  /** `small`: a closed bell; `tall`: a whole conversation; `wide`: tall, and as broad as the page where that is wide. */
  readonly size?: 'small' | 'tall' | 'wide';
}

const sendCode = { press: '[part~="button"]' } as const;
const code = '.code #field';
const trouble = { await: '.message:not(:empty)' } as const;

/** What becomes of asking for a code. */
const asked = (id: string, label: string, answer: Omit<Alteration, 'path'>): Cell => ({
  id,
  element: 'otp',
  label,
  as: 'ann',
  attributes: { phone: 'fresh' },
  steps: [{ alter: { path: '/v1/verifications', ...answer } }, sendCode, trouble],
});

/** What becomes of a code that is typed. */
const tried = (id: string, label: string, answer: Omit<Alteration, 'path'>): Cell => ({
  id,
  element: 'otp',
  label,
  as: 'ann',
  attributes: { phone: 'fresh' },
  steps: [sendCode, { alter: { path: '/check', ...answer } }, { type: [code, '000000'] }, trouble],
});

/** What looks like a proof, and is over as soon as it is there. */
const lapsedProof = `e30.${btoa(JSON.stringify({ iat: 0, exp: 15 }))}.c2lnbmVk`;

export const cells: readonly Cell[] = [
  {
    id: 'chat-list',
    element: 'chat',
    label: 'Conversations',
    as: 'ann',
    steps: [{ await: '.rows .options' }],
    size: 'wide',
  },
  {
    id: 'chat-long',
    element: 'chat',
    label: 'One channel, 120 messages',
    as: 'ben',
    attributes: { channel: 'messaging:general' },
    steps: [{ await: '[part~="message"]' }],
    size: 'tall',
  },
  {
    id: 'chat-two',
    element: 'chat',
    label: 'Two people',
    as: 'ann',
    attributes: { channel: 'messaging:ann-ben' },
    steps: [{ await: '[part~="message"]' }],
    size: 'tall',
  },
  {
    id: 'chat-launcher',
    element: 'chat',
    label: 'Launcher, closed',
    as: 'ann',
    attributes: { launcher: '' },
    size: 'small',
  },
  {
    id: 'chat-launcher-open',
    element: 'chat',
    label: 'Launcher, open',
    as: 'ann',
    attributes: { launcher: '', open: '' },
    steps: [{ await: '.rows .options' }],
    size: 'tall',
  },
  {
    id: 'chat-empty',
    element: 'chat',
    label: 'Empty: a guest',
    as: 'guest',
    steps: [{ await: '[part~="state"]' }],
    size: 'tall',
  },
  { id: 'chat-loading', element: 'chat', label: 'Loading', as: 'pending', size: 'tall' },
  {
    id: 'chat-error',
    element: 'chat',
    label: 'Error: no Worker',
    as: 'unreachable',
    steps: [{ await: '[part~="state"]' }],
    size: 'tall',
  },
  {
    id: 'chat-forbidden',
    element: 'chat',
    label: 'Forbidden: not a member',
    as: 'dan',
    attributes: { channel: 'messaging:ann-ben' },
    steps: [{ await: '[part~="state"]' }],
    size: 'tall',
  },
  {
    id: 'chat-offline',
    element: 'chat',
    label: 'Offline',
    as: 'cleo',
    attributes: { channel: 'messaging:general' },
    steps: [{ await: '[part~="message"]' }, { do: 'go offline' }],
    size: 'tall',
  },
  {
    id: 'chat-waiting',
    element: 'chat',
    label: 'Written while offline',
    as: 'cleo',
    attributes: { channel: 'messaging:general' },
    steps: [
      { await: '[part~="message"]' },
      { do: 'go offline' },
      { await: '.banner' },
      { type: ['textarea', 'On my way'] },
      { press: '.send' },
    ],
    size: 'tall',
  },
  {
    id: 'chat-search',
    element: 'chat',
    label: 'Search',
    as: 'ann',
    attributes: { layout: 'single' },
    steps: [{ press: '.search' }, { type: ['input[type="search"]', 'van'] }, { await: '[role="option"]' }],
    size: 'tall',
  },
  {
    id: 'chat-row-menu',
    element: 'chat',
    label: 'What is done to a conversation',
    as: 'ann',
    attributes: { layout: 'single' },
    steps: [{ press: '.options' }, { await: '[role="menuitem"]' }],
    size: 'tall',
  },
  {
    id: 'chat-create',
    element: 'chat',
    label: 'A new conversation',
    as: 'ann',
    attributes: { layout: 'single' },
    steps: [{ press: '.new' }, { await: '[role="combobox"]' }],
    size: 'tall',
  },
  {
    id: 'chat-members',
    element: 'chat',
    label: 'Members',
    as: 'ann',
    attributes: { channel: 'messaging:general' },
    steps: [{ press: 'h2 button' }, { await: '.person' }],
    size: 'tall',
  },
  {
    id: 'chat-thread',
    element: 'chat',
    label: 'A thread',
    as: 'ann',
    steps: [{ press: '.threads' }, { press: 'button.thread' }, { await: 'belfry-chat-thread' }],
    size: 'wide',
  },
  {
    id: 'chat-menu',
    element: 'chat',
    label: 'What is done to a message',
    as: 'ann',
    attributes: { channel: 'messaging:general' },
    steps: [{ focus: '.row.other.last' }, { press: '.more' }, { await: '[role="menuitem"]' }],
    size: 'tall',
  },
  {
    id: 'chat-mention',
    element: 'chat',
    label: 'Somebody is mentioned',
    as: 'ann',
    attributes: { channel: 'messaging:general' },
    steps: [
      { focus: 'textarea' },
      { await: 'button.emoji' },
      { type: ['textarea', 'Hello @'] },
      { await: '[role="option"]' },
    ],
    size: 'tall',
  },
  {
    id: 'chat-emoji',
    element: 'chat',
    label: 'Emoji',
    as: 'ann',
    attributes: { channel: 'messaging:general' },
    steps: [{ focus: 'textarea' }, { press: 'button.emoji' }, { await: 'belfry-chat-emoji-picker' }],
    size: 'tall',
  },
  {
    id: 'chat-poll-form',
    element: 'chat',
    label: 'A new poll',
    as: 'ann',
    attributes: { channel: 'messaging:general' },
    steps: [{ press: '.add' }, { press: '[data-key="poll"]' }, { await: 'belfry-chat-poll-form' }],
    size: 'tall',
  },
  {
    id: 'chat-signed-out',
    element: 'chat',
    label: 'After signing out',
    as: 'cleo',
    attributes: { channel: 'messaging:general' },
    steps: [{ await: '[part~="message"]' }, { do: 'sign out' }],
    size: 'tall',
  },

  // By unread: the cells that open a bell have everything seen.
  {
    id: 'bell-unread',
    element: 'bell',
    label: 'Unread items',
    as: 'ann',
    attributes: { badge: 'unread' },
    size: 'small',
  },
  { id: 'bell-quiet', element: 'bell', label: 'Nothing new', as: 'dan', size: 'small' },
  {
    id: 'bell-max',
    element: 'bell',
    label: 'More than it shows',
    as: 'ann',
    attributes: { badge: 'unread', max: '9' },
    size: 'small',
  },
  { id: 'bell-open', element: 'bell', label: 'Open', as: 'ann', attributes: { open: '' }, size: 'tall' },
  {
    id: 'bell-cog',
    element: 'bell',
    label: 'With a cog',
    as: 'ben',
    attributes: { open: '', preferences: '' },
    steps: [{ await: '.cog' }],
    size: 'tall',
  },
  { id: 'bell-empty', element: 'bell', label: 'Empty', as: 'dan', attributes: { open: '' }, size: 'tall' },
  {
    id: 'bell-loading',
    element: 'bell',
    label: 'Loading',
    as: 'pending',
    attributes: { open: '' },
    size: 'tall',
  },
  {
    id: 'bell-error',
    element: 'bell',
    label: 'Error: no Worker',
    as: 'unreachable',
    attributes: { open: '' },
    size: 'tall',
  },
  {
    id: 'bell-offline',
    element: 'bell',
    label: 'Offline',
    as: 'ann',
    attributes: { open: '' },
    steps: [{ await: '[part~="item"]' }, { do: 'go offline' }],
    size: 'tall',
  },
  {
    id: 'bell-signed-out',
    element: 'bell',
    label: 'Signed out',
    as: 'guest',
    attributes: { open: '' },
    size: 'tall',
  },

  { id: 'feed-all', element: 'feed', label: 'In the page', as: 'ann', size: 'tall' },
  {
    id: 'feed-unread',
    element: 'feed',
    label: 'Unread only',
    as: 'ben',
    attributes: { filter: 'unread' },
    size: 'tall',
  },
  {
    id: 'feed-archived',
    element: 'feed',
    label: 'The archive',
    as: 'ann',
    attributes: { filter: 'archived' },
    steps: [{ await: '[part~="item"]' }],
    size: 'tall',
  },
  {
    id: 'feed-plain',
    element: 'feed',
    label: 'One workflow, without tabs',
    as: 'ann',
    attributes: { source: 'order-status-updated', tabs: 'none' },
    steps: [{ await: '[part~="item"]' }],
    size: 'tall',
  },
  {
    id: 'feed-item-menu',
    element: 'feed',
    label: 'What is done to a notification',
    as: 'ben',
    steps: [{ press: '.options' }, { await: '[role="menuitem"]' }],
    size: 'tall',
  },
  {
    id: 'feed-list-menu',
    element: 'feed',
    label: 'What is done to all of them',
    as: 'ben',
    steps: [{ press: '.bar [aria-haspopup]' }, { await: '[role="menuitem"]' }],
    size: 'tall',
  },
  {
    id: 'feed-undo',
    element: 'feed',
    label: 'Archived, and taken back',
    as: 'ben',
    steps: [{ press: '.options' }, { press: '[data-key="archived"]' }, { await: '.offer' }],
    size: 'tall',
  },
  {
    id: 'feed-archive-count',
    element: 'feed',
    label: 'With the count of the archive',
    as: 'ann',
    steps: [{ await: '#tab-archived .count' }],
    size: 'tall',
  },
  {
    id: 'feed-new',
    element: 'feed',
    label: 'Something has come while one reads',
    as: 'ann',
    steps: [
      { await: '.options' },
      { scroll: ['.scroller', 600] },
      { notify: 'order', of: 'ann' },
      { await: '.pill' },
    ],
    size: 'tall',
  },
  {
    id: 'feed-long',
    element: 'feed',
    label: 'A long text',
    as: 'cleo',
    steps: [{ await: '.scroller' }, { notify: 'letter', of: 'cleo' }, { await: '.unfold' }],
    size: 'tall',
  },
  {
    id: 'feed-actors',
    element: 'feed',
    label: 'Several people at once',
    as: 'ann',
    attributes: { source: 'new-comment' },
    steps: [{ await: '.others' }],
    size: 'tall',
  },
  { id: 'feed-empty', element: 'feed', label: 'Empty', as: 'dan', size: 'tall' },
  { id: 'feed-error', element: 'feed', label: 'Error: no identity', as: 'unanswered', size: 'tall' },

  {
    id: 'toasts-one',
    element: 'toasts',
    label: 'One has arrived',
    as: 'cleo',
    attributes: { duration: '0' },
    steps: [{ await: '[data-live]' }, { notify: 'comment', of: 'cleo' }, { await: '.toast' }],
    size: 'tall',
  },
  {
    id: 'toasts-stack',
    element: 'toasts',
    label: 'Several, closed up',
    as: 'dan',
    attributes: { duration: '0', placement: 'bottom-start' },
    steps: [
      { await: '[data-live]' },
      { notify: 'product', of: 'dan' },
      { await: '.toast' },
      { notify: 'order', of: 'dan' },
      { await: '.toast + .toast' },
      { notify: 'device', of: 'dan' },
      { await: '.toast + .toast + .toast' },
    ],
    size: 'tall',
  },
  {
    id: 'toasts-spread',
    element: 'toasts',
    label: 'Several, with the focus',
    as: 'dan',
    attributes: { duration: '0' },
    steps: [
      { await: '[data-live]' },
      { notify: 'product', of: 'dan' },
      { await: '.toast' },
      { notify: 'order', of: 'dan' },
      { await: '.toast + .toast' },
      { focus: '.toast .open' },
      { await: '[data-spread]' },
    ],
    size: 'tall',
  },

  {
    id: 'preferences-ready',
    element: 'preferences',
    label: 'Rows and channels',
    as: 'ann',
    attributes: { heading: 'Notifications' },
    size: 'tall',
  },
  {
    id: 'preferences-unsaved',
    element: 'preferences',
    label: 'With a button: not saved yet, and a channel off as a whole',
    as: 'ann',
    attributes: { save: 'button' },
    steps: [
      { press: 'input[aria-label="Product news by In app"]' },
      { press: 'input[aria-label="Everything by Email"]' },
      { await: '[part~="unsaved"]' },
    ],
    size: 'tall',
  },
  {
    id: 'preferences-kinds',
    element: 'preferences',
    label: 'Conditional, locked, commercial',
    as: 'dan',
    attributes: { heading: 'Orders, security and offers' },
    steps: [{ await: 'input[aria-label="Orders and billing by Email"]:disabled' }],
    size: 'tall',
  },
  {
    id: 'preferences-held',
    element: 'preferences',
    label: 'With a button: nothing to save',
    as: 'ben',
    attributes: { save: 'button' },
    steps: [{ await: '[part~="reset"]' }],
    size: 'tall',
  },
  {
    id: 'preferences-question',
    element: 'preferences',
    label: 'Before a reset',
    as: 'ann',
    steps: [{ press: '[part~="reset"]' }, { await: 'dialog[open]' }],
    size: 'tall',
  },
  {
    id: 'preferences-reset',
    element: 'preferences',
    label: 'Reset, and taken back',
    as: 'cleo',
    steps: [
      { press: 'input[aria-label="Product news by Email"]' },
      { await: '[part~="reset"]' },
      { press: '[part~="reset"]' },
      { press: 'dialog[open] button.primary' },
      { await: '.unsaved' },
    ],
    size: 'tall',
  },
  { id: 'preferences-loading', element: 'preferences', label: 'Loading', as: 'pending' },
  { id: 'preferences-error', element: 'preferences', label: 'Error: no Worker', as: 'unreachable' },
  { id: 'preferences-signed-out', element: 'preferences', label: 'Signed out', as: 'guest' },

  { id: 'otp-phone', element: 'otp', label: 'The number', as: 'ann', attributes: { country: 'US' } },
  {
    id: 'otp-email',
    element: 'otp',
    label: 'The e-mail address',
    as: 'ann',
    attributes: { channels: 'email sms' },
    steps: [{ await: '[type="email"]' }],
  },
  {
    id: 'otp-fault',
    element: 'otp',
    label: 'Not a phone number',
    as: 'ann',
    attributes: { country: 'DE' },
    steps: [{ focus: '.phone input' }, { type: ['.phone input', '0151 12'] }, sendCode, trouble],
  },
  {
    id: 'otp-challenge',
    element: 'otp',
    label: 'A challenge',
    as: 'ann',
    attributes: { phone: 'fresh' },
    steps: [
      { alter: { path: '/v1/verifications', status: 403, body: { code: 'challenge_required' } } },
      sendCode,
      { await: '[slot="challenge"] > *' },
    ],
  },
  {
    id: 'otp-code',
    element: 'otp',
    label: 'The code',
    as: 'ann',
    attributes: { phone: 'fresh' },
    steps: [sendCode, { await: code }],
  },
  {
    id: 'otp-masked',
    element: 'otp',
    label: 'The code, masked',
    as: 'ann',
    attributes: { phone: 'fresh', mask: '' },
    steps: [sendCode, { type: [code, '1234'] }],
  },
  {
    id: 'otp-call',
    element: 'otp',
    label: 'The code, by a call',
    as: 'ann',
    attributes: { phone: 'fresh', channels: 'call sms' },
    steps: [sendCode, { await: code }],
  },
  {
    id: 'otp-email-code',
    element: 'otp',
    label: 'The code, by e-mail',
    as: 'ann',
    attributes: { channels: 'email' },
    steps: [{ type: ['[type="email"]', 'ann@willow-wren.example'] }, sendCode, { await: code }],
  },
  tried('otp-wrong', 'A wrong code', { status: 422, body: { code: 'code_incorrect', checksLeft: 4 } }),
  tried('otp-last-try', 'A wrong code, one try left', {
    status: 422,
    body: { code: 'code_incorrect', checksLeft: 1 },
  }),
  tried('otp-used-up', 'All tries used up', {
    status: 429,
    body: { code: 'too_many_checks', checksLeft: 0, retryAfter: 540 },
  }),
  tried('otp-expired', 'Expired', { status: 410, body: { code: 'verification_expired' } }),
  {
    id: 'otp-no-sends',
    element: 'otp',
    label: 'No codes left',
    as: 'ann',
    attributes: { phone: 'fresh' },
    steps: [{ alter: { path: '/v1/verifications', body: { sendsLeft: 0 } } }, sendCode, { await: 'p.ways' }],
  },
  asked('otp-too-many', 'Too many codes', {
    status: 429,
    body: { code: 'too_many_sends', retryAfter: 1500 },
  }),
  asked('otp-paused', 'Paused', { status: 503, body: { code: 'verification_paused' } }),
  {
    id: 'otp-refused',
    element: 'otp',
    label: 'Blocked: a number of this kind',
    as: 'ann',
    attributes: { phone: '+19005550120' },
    steps: [sendCode, trouble],
  },
  {
    id: 'otp-offline',
    element: 'otp',
    label: 'Offline',
    as: 'ann',
    attributes: { phone: 'fresh' },
    steps: [
      { focus: '.phone input' },
      { await: '[part~="button"]' },
      { do: 'go offline' },
      sendCode,
      trouble,
    ],
  },
  {
    id: 'otp-offline-code',
    element: 'otp',
    label: 'Offline, with the code',
    as: 'ann',
    attributes: { phone: 'fresh' },
    steps: [sendCode, { await: code }, { do: 'go offline' }, { type: [code, '123456'] }, trouble],
  },
  {
    id: 'otp-verified',
    element: 'otp',
    label: 'Verified',
    as: 'ann',
    attributes: { phone: 'fresh' },
    steps: [sendCode, { typeCodeInto: code }, { await: '.verified' }],
  },
  {
    id: 'otp-signed-in',
    element: 'otp',
    label: 'Signed in by it: a guest no more',
    as: 'guest',
    attributes: { phone: 'fresh', signin: '' },
    steps: [sendCode, { typeCodeInto: code }, { await: '.verified' }],
  },
  {
    id: 'otp-form',
    element: 'otp',
    label: 'In a form: its value',
    as: 'ann',
    attributes: { phone: 'fresh', name: 'proof', required: '' },
    form: true,
    steps: [sendCode, { typeCodeInto: code }, { await: '.verified' }],
  },
  {
    id: 'otp-lapsed',
    element: 'otp',
    label: 'In a form: ten minutes later',
    as: 'ann',
    attributes: { phone: 'fresh', name: 'proof' },
    form: true,
    steps: [
      sendCode,
      { alter: { path: '/check', body: { proof: lapsedProof } } },
      { typeCodeInto: code },
      { await: ':invalid' },
    ],
  },
  {
    id: 'otp-error',
    element: 'otp',
    label: 'Error: no Worker',
    as: 'unreachable',
    steps: [{ await: '[part~="state"]' }],
  },
];
