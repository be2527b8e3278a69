import type { ChannelStep, WorkflowDeclaration } from './workflow/declaration.ts';

/** The environment's categories, as its preference center names them. */
export const categories = ['social', 'updates', 'billing', 'security'] as const;
export type Category = (typeof categories)[number];

interface Declaration extends WorkflowDeclaration {
  readonly categories: readonly Category[];
}

/** The end of an e-mail, where the trigger brings a link. */
const unsubscribe = '{% if data.unsubscribe_url %}\n\nUnsubscribe: {{ data.unsubscribe_url }}{% endif %}';

function inApp(body: string, actionUrl: string): ChannelStep {
  return {
    channel: 'in_app_feed',
    blocks: [
      { type: 'markdown', name: 'body', content: body },
      { type: 'text', name: 'action_url', content: actionUrl },
    ],
  };
}

/**
 * The environment's workflows. To add one, add an entry: a key, its categories, and steps that send over a channel or
 * wait (`workflow/declaration.ts` says what a step can be). All texts are Liquid and name `data`, `recipient`, `actor`,
 * `tenant`, `activities`, `total_activities`, `actors`, `total_actors`, `workflow`, `vars.app_url` and `timestamp`.
 */
export const declaredWorkflows: readonly Declaration[] = [
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
        body: `{{ data.comment | default: "Have a look at this." }}\n\n{{ vars.app_url }}/#{{ data.anchor | default: "reviews" }}${unsubscribe}`,
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
        body: `{{ data.detail }}\n\n{{ vars.app_url }}/#order${unsubscribe}`,
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
