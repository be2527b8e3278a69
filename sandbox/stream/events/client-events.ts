import * as z from 'zod';
import { acting } from '../acting.ts';
import type { Backend } from '../backend.ts';
import { configOf } from '../channels/channel-types.ts';
import { requireCapability } from '../access/permissions.ts';
import { CustomFields } from '../query/custom-fields.ts';
import { StreamError, featureOff, inputError } from '../errors.ts';
import type { Event } from './events.ts';
import type { Actor, ChannelRecord } from '../model.ts';

export const clientEventSchema = z.looseObject({
  type: z.string().min(1),
  parent_id: z.string().nullish(),
  ...acting,
});
export type ClientEvent = z.infer<typeof clientEventSchema>;

const custom = new CustomFields([
  'type',
  'cid',
  'channel_id',
  'channel_type',
  'created_at',
  'user',
  'user_id',
  'parent_id',
]);

const typing = ['typing.start', 'typing.stop'];

/** What an assistant in a channel is doing, told by whoever runs it; anybody may ask it to stop. */
const assistant = ['ai_indicator.update', 'ai_indicator.clear', 'ai_indicator.stop'];

/** The families of the server's own events: no client may send one, typing and assistants aside. */
const builtIn =
  /^(?:message|reaction|typing|member|channel|user|notification|health|connection|draft|poll|reminder|thread|ai_indicator)\./;

/**
 * Passes a client's event on to the watchers, its sender among them.
 * @throws StreamError 17, 18 (an event that clients may not send), 19
 */
export function sendClientEvent(
  backend: Backend,
  actor: Actor,
  channel: ChannelRecord,
  input: ClientEvent,
): Event {
  const { events, present } = backend;
  const config = configOf(channel);
  if (typing.includes(input.type)) {
    if (!config.typing_events) throw featureOff('typing events', channel.type);
    requireCapability(actor, channel, 'send-typing-events');
  } else if (!assistant.includes(input.type)) {
    refuseBuiltIn(input.type);
    if (!config.custom_events) throw featureOff('custom events', channel.type);
    requireCapability(actor, channel, 'send-custom-events');
  } else requireCapability(actor, channel, 'read-channel');
  if (input.parent_id && backend.state.messages.get(input.parent_id)?.cid !== channel.cid) {
    throw inputError(`parent message with id ${input.parent_id} does not exist`);
  }
  const event = events.channelEvent(input.type, channel, {
    ...custom.of(input),
    ...(input.parent_id && { parent_id: input.parent_id }),
    user: present.user(actor.user),
  });
  events.send(event, events.watching(channel));
  return event;
}

/** Passes a backend's custom event on to every connection of one user. @throws StreamError 18 */
export function sendUserEvent({ events }: Backend, userId: string, input: ClientEvent): void {
  refuseBuiltIn(input.type);
  events.send(events.event(input.type, custom.of(input)), events.ofUser(userId));
}

function refuseBuiltIn(type: string): void {
  if (!builtIn.test(type)) return;
  throw new StreamError(18, 400, `event type ${type} is not supported for client-side events`);
}
