import type { Backend } from '../backend.ts';
import { builtInCommands, configOf } from '../channels/channel-types.ts';
import { StreamError, inputError, messageNotFound } from '../errors.ts';
import { deliver } from '../messages/messages.ts';
import { newMessageRecord } from '../model.ts';
import type { Actor, ChannelRecord, MessageRecord } from '../model.ts';
import { requirePermission } from '../access/permissions.ts';
import { giphyAttachment, turnOf } from './giphy.ts';

/**
 * Runs the command that a message's text begins with, where its channel has that command; any other text is a text.
 * @returns the preview that its author chooses by; nothing for a message without a command
 * @throws StreamError 44 (a custom command without an endpoint), 45 (its endpoint failed)
 */
export function runCommand(
  backend: Backend,
  channel: ChannelRecord,
  message: MessageRecord,
): MessageRecord | undefined {
  const [, name = '', args = ''] = /^\/([\w-]+)(?:\s+([^]*))?$/.exec(message.text) ?? [];
  if (!configOf(channel).commands.some((command) => command.name === name)) return undefined;
  if (name !== 'giphy') throw refusalOf(backend, name);
  const preview = newMessageRecord({
    ...message,
    unsent: 'ephemeral',
    command: { name, args: args.trim() },
    attachments: [giphyAttachment(backend, args.trim(), 0)],
  });
  backend.state.ephemeral.set(preview.id, preview);
  return preview;
}

/** No endpoint of an app can be called from here, so a custom command fails as one whose endpoint is down. */
function refusalOf({ state }: Backend, name: string): StreamError {
  if (builtInCommands.some((command) => command.name === name)) {
    return inputError(`command "${name}" is not served by the sandbox`);
  }
  return state.appSettings.custom_action_handler_url
    ? new StreamError(45, 400, `custom command "${name}" failed: its endpoint did not answer`)
    : new StreamError(
        44,
        400,
        `custom command "${name}" has no endpoint: custom_action_handler_url is not set`,
      );
}

/**
 * Presses a button of a preview.
 * @returns the message or preview that stands there now; nothing if it was cancelled
 * @throws StreamError 4 (no such button), 16 (no such preview of the actor's)
 */
export function actOnPreview(
  backend: Backend,
  actor: Actor,
  messageId: string,
  action: string | undefined,
): MessageRecord | undefined {
  const { state } = backend;
  const preview = state.ephemeral.get(messageId);
  if (preview?.userId !== actor.user.id) throw messageNotFound(messageId);
  const channel = state.channel(preview.cid);
  requirePermission(actor, channel, 'run-message-action', channel.createdById);
  const [attachment] = preview.attachments;
  switch (action) {
    case 'shuffle':
      preview.attachments = [giphyAttachment(backend, preview.command?.args ?? '', turnOf(attachment) + 1)];
      return preview;
    case 'cancel':
      state.ephemeral.delete(messageId);
      return undefined;
    case 'send': {
      state.ephemeral.delete(messageId);
      const { actions: _buttons, ...shown } = attachment ?? {};
      const at = state.stamp(channel);
      const sent = { ...preview, text: '', attachments: [shown], unsent: undefined };
      const message = newMessageRecord({ ...sent, createdAt: at, updatedAt: at, changedAt: at });
      deliver(backend, channel, message);
      return message;
    }
    case undefined:
    default:
      throw inputError(`action "${action ?? ''}" is not one of the message's`);
  }
}
