import { people } from '../../people.ts';
import type { SandboxContext } from '../../platform/context.ts';
import { channels } from '../model/channels.ts';
import { defaultSetId } from '../model/preferences.ts';
import type { Environment } from '../model/environment.ts';
import { namedUuid, seededMessageId } from '../model/ids.ts';
import type { Marks } from '../model/marks.ts';
import { unmarked } from '../model/marks.ts';
import type { MessageEvent } from '../model/message-events.ts';
import type { Activity, Block, Message } from '../model/messages.ts';
import type { Micros } from '../model/time.ts';
import { renderBlocks } from '../workflow/contents.ts';
import { seedScope } from '../workflow/scope.ts';
import type { SeededItem } from './feed-items.ts';
import { annsArchivedItems, annsItems, bensItems } from './feed-items.ts';

const microsPerMinute = 60_000_000;

/** How many of the newest items of a feed nobody has looked at yet. */
const annsUnseen = 8;
const bensUnseen = 2;
/** Behind those, how many have been seen and were not all read. */
const partlyRead = 18;

/** What the seeded items say, by the demo's origin and their name: a reset need not render them again. */
const renderedAt = new Map<string, Map<string, readonly Block[]>>();

/** Puts the people and their feeds into a new environment; dates count back from the clock. */
export function seed(environment: Environment, context: SandboxContext): void {
  for (const { id, name, email, phone } of people) {
    environment.users.identify(id, { name, email, phone_number: phone });
  }
  // One who is written to about some orders only: a preference that depends on conditions.
  const conditions = [{ variable: 'data.total', operator: 'greater_than_or_equal_to', argument: '50' }];
  const billing = { channel_types: { email: { conditions } } };
  environment.preferences.setAt('dan', defaultSetId, ['categories', 'billing'], billing);
  const now = context.clock.now() * 1000;
  const rendered = renderedAt.get(context.demoOrigin) ?? new Map<string, readonly Block[]>();
  renderedAt.set(context.demoOrigin, rendered);
  seedFeed('ann', annsItems, (index, at) => marksAt(index - annsUnseen, at));
  seedFeed('ann', annsArchivedItems, (_index, at) => ({
    ...readAfter(at),
    archivedAt: at + 20 * microsPerMinute,
  }));
  seedFeed('ben', bensItems, (index, at) => marksAt(index - bensUnseen, at));

  function seedFeed(
    recipient: string,
    items: readonly SeededItem[],
    marksOf: (index: number, insertedAt: Micros) => Marks,
  ): void {
    items.forEach((item, index) => {
      const insertedAt = now - item.minutesAgo * microsPerMinute;
      put(recipient, item, insertedAt, marksOf(index, insertedAt));
    });
  }

  function put(recipientId: string, item: SeededItem, insertedAt: Micros, marks: Marks): void {
    const workflow = environment.workflow(item.workflow);
    const step = workflow.steps.find((one) => 'channel' in one && one.channel === 'in_app_feed');
    if (!step || !('blocks' in step)) throw new Error(`The workflow ${item.workflow} has no in-app step.`);
    const name = `${recipientId}:${item.workflow}:${item.minutesAgo}`;
    const { data } = item;
    const actor = item.actors[0] ?? null;
    const blocks =
      rendered.get(name) ??
      renderBlocks(
        step.blocks,
        seedScope(environment, context, workflow, { recipient: recipientId, actor, data }),
      );
    rendered.set(name, blocks);
    const activity = (actorId: string | null, index: number): Activity => ({
      id: seededMessageId(`${name}:activity:${index}`),
      actor: actorId,
      data,
      insertedAt: insertedAt - index * microsPerMinute,
    });
    const activities = item.actors.length > 0 ? item.actors.map(activity) : [activity(null, 0)];
    const message: Message = {
      ...marks,
      id: seededMessageId(name),
      channel: channels.in_app_feed,
      recipient: recipientId,
      tenant: null,
      data,
      source: {
        key: workflow.key,
        versionId: workflow.versionId,
        categories: workflow.categories,
        stepRef: step.ref,
        runId: namedUuid(`run:${name}`),
        recipientRunId: namedUuid(`recipient-run:${name}`),
      },
      activities,
      totalActivities: activities.length,
      totalActors: item.actors.length,
      content: { __typename: 'MessageInAppFeedContent', blocks },
      snapshot: null,
      status: 'delivered',
      events: [],
      deliveryLogs: [],
      insertedAt,
      updatedAt: Math.max(insertedAt, ...Object.values(marks).map(Number)),
    };
    message.events.push(...eventsOf(message, name));
    environment.messages.put(message);
  }
}

/** What must have happened to a message for it to be marked as it is. */
function eventsOf(message: Message, name: string): MessageEvent[] {
  const happened: [MessageEvent['type'], Micros | null][] = [
    ['message.created', message.insertedAt],
    ['message.delivered', message.insertedAt],
    ['message.seen', message.seenAt],
    ['message.read', message.readAt],
    ['message.interacted', message.interactedAt],
    ['message.archived', message.archivedAt],
  ];
  return happened.flatMap(([type, at]) =>
    at === null ? [] : { id: seededMessageId(`${name}:${type}`), type, data: null, insertedAt: at },
  );
}

/** New at the top, then seen with every third read, then read with every fourth followed. */
function marksAt(place: number, insertedAt: Micros): Marks {
  if (place < 0) return unmarked;
  if (place < partlyRead && place % 3 !== 0) return { ...unmarked, seenAt: insertedAt + 5 * microsPerMinute };
  const read = readAfter(insertedAt);
  return place % 4 === 0 ? { ...read, interactedAt: read.readAt } : read;
}

function readAfter(insertedAt: Micros): Marks {
  const at = insertedAt + 5 * microsPerMinute;
  return { ...unmarked, seenAt: at, readAt: at };
}
