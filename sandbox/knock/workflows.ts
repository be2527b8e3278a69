import { namedUuid } from './model/ids.ts';
import type { ButtonSet, TextBlock } from './model/messages.ts';

export const categories = ['social', 'updates', 'billing', 'security'] as const;
export type Category = (typeof categories)[number];

/** A block of an in-app message, before its variables are filled in. */
export type BlockTemplate = TextBlock | ButtonSet;

/** What a workflow sends over one channel. */
export type Step =
  | { readonly channel: 'in_app_feed'; readonly blocks: readonly BlockTemplate[] }
  | { readonly channel: 'email'; readonly subject: string; readonly body: string }
  | { readonly channel: 'sms'; readonly body: string };

/** A workflow, as it would be built in the vendor's dashboard. */
export interface Workflow {
  readonly key: string;
  readonly name: string;
  readonly description: string;
  readonly versionId: string;
  readonly categories: readonly Category[];
  /** Goes out whatever the recipient's preferences say. */
  readonly overridesPreferences?: boolean;
  readonly steps: readonly Step[];
}

function inApp(body: string, actionUrl: string): Step {
  return {
    channel: 'in_app_feed',
    blocks: [
      { type: 'markdown', name: 'body', content: body },
      { type: 'text', name: 'action_url', content: actionUrl },
    ],
  };
}

const declared: readonly Omit<Workflow, 'versionId'>[] = [
  {
    key: 'new-comment',
    name: 'New comment',
    description: 'Somebody comments on a product, a list or a review of yours.',
    categories: ['social'],
    steps: [
      inApp(
        '**{{ actor.name | default: "Somebody" }}** commented on **{{ data.subject | default: "your list" }}**\n\n> {{ data.comment | default: "Have a look at this." }}',
        '{{ vars.app_url }}/#{{ data.anchor | default: "reviews" }}',
      ),
      {
        channel: 'email',
        subject:
          '{{ actor.name | default: "Somebody" }} commented on {{ data.subject | default: "your list" }}',
        body: '{{ data.comment | default: "Have a look at this." }}\n\n{{ vars.app_url }}/#{{ data.anchor | default: "reviews" }}',
      },
    ],
  },
  {
    key: 'new-message',
    name: 'New message',
    description: 'Somebody writes to you.',
    categories: ['social'],
    steps: [
      inApp(
        '**{{ actor.name | default: "Somebody" }}** wrote to you\n\n> {{ data.message | default: "Hello." }}',
        '{{ vars.app_url }}/',
      ),
    ],
  },
  {
    key: 'order-status-updated',
    name: 'Order updates',
    description: 'An order is paid, sent, out for delivery or refunded.',
    categories: ['updates', 'billing'],
    steps: [
      inApp(
        'Order **{{ data.order | default: "1047" }}** {{ data.status | default: "is on its way" }}. {{ data.detail }}',
        '{{ vars.app_url }}/#order',
      ),
      {
        channel: 'email',
        subject: 'Order {{ data.order | default: "1047" }} {{ data.status | default: "is on its way" }}',
        body: '{{ data.detail }}\n\n{{ vars.app_url }}/#order',
      },
    ],
  },
  {
    key: 'product-update',
    name: 'Product news',
    description: 'Something new in the shop.',
    categories: ['updates'],
    steps: [
      {
        channel: 'in_app_feed',
        blocks: [
          {
            type: 'markdown',
            name: 'body',
            content:
              '**{{ data.title | default: "New in the shop" }}**\n\n{{ data.body | default: "Have a look at what came in." }}',
          },
          {
            type: 'button_set',
            name: 'actions',
            buttons: [
              {
                name: 'primary',
                label: 'See it',
                action: '{{ vars.app_url }}/#{{ data.anchor | default: "new" }}',
              },
              { name: 'secondary', label: 'Fewer of these', action: '{{ vars.app_url }}/#settings' },
            ],
          },
          {
            type: 'text',
            name: 'action_url',
            content: '{{ vars.app_url }}/#{{ data.anchor | default: "new" }}',
          },
        ],
      },
      {
        channel: 'email',
        subject: '{{ data.title | default: "New in the shop" }}',
        body: '{{ data.body | default: "Have a look at what came in." }}',
      },
    ],
  },
  {
    key: 'welcome',
    name: 'Welcome',
    description: 'The first hello after an account is made.',
    categories: [],
    steps: [
      inApp(
        'Welcome, **{{ recipient.name | default: "friend" }}**. Tell us what you would like to hear about.',
        '{{ vars.app_url }}/#settings',
      ),
      {
        channel: 'email',
        subject: 'Welcome, {{ recipient.name | default: "friend" }}',
        body: 'Good to have you here. Tell us what you would like to hear about: {{ vars.app_url }}/#settings',
      },
    ],
  },
  {
    key: 'login-new-device',
    name: 'New sign-in',
    description: 'Your account is used from a device that we do not know.',
    categories: ['security'],
    overridesPreferences: true,
    steps: [
      inApp(
        'New sign-in from **{{ data.device | default: "a new device" }}** in {{ data.place | default: "an unknown place" }}. Was this you?',
        '{{ vars.app_url }}/#settings',
      ),
      {
        channel: 'email',
        subject: 'New sign-in to your account',
        body: 'Your account was used from {{ data.device | default: "a new device" }} in {{ data.place | default: "an unknown place" }}. If this was not you: {{ vars.app_url }}/#settings',
      },
      {
        channel: 'sms',
        body: 'New sign-in from {{ data.device | default: "a new device" }}. Not you? {{ vars.app_url }}/#settings',
      },
    ],
  },
];

/** The environment's workflows by key. */
export const workflows: ReadonlyMap<string, Workflow> = new Map(
  declared.map((workflow) => [
    workflow.key,
    { ...workflow, versionId: namedUuid(`workflow:${workflow.key}`) },
  ]),
);
