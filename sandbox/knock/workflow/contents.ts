import type { Block, MessageContent } from '../model/message-content.ts';
import type { PushData, SlackData } from '../model/channel-data.ts';
import type { BlockTemplate, ChannelStep } from './declaration.ts';
import type { TemplateVariables } from './liquid.ts';
import { renderTemplate } from './liquid.ts';
import { renderMarkdown } from './markdown.ts';

/** Whom the site's e-mails come from. */
export const emailSender = 'shop@example.com';

/** Where a recipient can be reached, of what a step may need. */
export interface Address {
  readonly email: unknown;
  readonly phone_number: unknown;
  /** What the site handed over for the step's channel. */
  readonly channelData: PushData | SlackData | undefined;
}

/** What a step says to a recipient, once for each place where it reaches them; nothing, where it reaches none. */
export function contentsOf(
  step: ChannelStep,
  address: Address,
  variables: TemplateVariables,
): MessageContent[] {
  switch (step.channel) {
    case 'in_app_feed':
      return [{ __typename: 'MessageInAppFeedContent', blocks: renderBlocks(step.blocks, variables) }];
    case 'email':
      return isText(address.email) ? [emailTo(address.email, step, variables)] : [];
    case 'sms': {
      const to = address.phone_number;
      const body = () => renderTemplate(step.body, variables);
      return isText(to) ? [{ __typename: 'MessageSmsContent', to, body: body() }] : [];
    }
    case 'push':
      return devicesOf(address.channelData).map((token) => ({
        __typename: 'MessagePushContent',
        token,
        title: renderTemplate(step.title, variables),
        body: renderTemplate(step.body, variables),
        data: null,
      }));
    case 'chat':
      return connectionsOf(address.channelData).map((connection) => ({
        __typename: 'MessageChatContent',
        connection,
        template: {
          blocks: step.blocks.map(({ type, name, content }) => ({
            type,
            name,
            content: renderTemplate(content, variables),
          })),
          json_content: null,
          summary: step.summary === undefined ? null : renderTemplate(step.summary, variables),
        },
        metadata: null,
      }));
  }
}

function emailTo(
  to: string,
  { subject, body }: { readonly subject: string; readonly body: string },
  variables: TemplateVariables,
): MessageContent {
  const text = renderTemplate(body, variables);
  return {
    __typename: 'MessageEmailContent',
    from: emailSender,
    to,
    subject_line: renderTemplate(subject, variables),
    html_body: renderMarkdown(text),
    text_body: text,
    cc: null,
    bcc: null,
    reply_to: null,
  };
}

/** An in-app message's blocks with their variables filled in. */
export function renderBlocks(templates: readonly BlockTemplate[], variables: TemplateVariables): Block[] {
  return templates.map((block): Block => {
    if (block.type === 'button_set') {
      const buttons = block.buttons.map(({ name, label, action }) => ({
        name,
        label: renderTemplate(label, variables),
        action: renderTemplate(action, variables),
      }));
      return { type: 'button_set', name: block.name, buttons };
    }
    const text = renderTemplate(block.content, variables).trim();
    return { ...block, rendered: block.type === 'markdown' ? renderMarkdown(text) : text };
  });
}

function devicesOf(data: PushData | SlackData | undefined): readonly string[] {
  return data && 'tokens' in data ? data.tokens : [];
}

function connectionsOf(data: PushData | SlackData | undefined): SlackData['connections'] {
  return data && 'connections' in data ? data.connections : [];
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
