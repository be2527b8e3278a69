import { people } from '../../people.ts';
import type { SandboxContext } from '../../platform/context.ts';
import { channels } from '../model/channels.ts';
import type { Environment } from '../model/environment.ts';
import { namedUuid, seededMessageId } from '../model/ids.ts';
import type { Marks } from '../model/marks.ts';
import { unmarked } from '../model/marks.ts';
import type { Activity } from '../model/messages.ts';
import type { Micros } from '../model/time.ts';
import { renderBlocks, variablesOf } from '../workflow/render.ts';
import { findWorkflow } from '../workflow/run.ts';
import type { SeededItem } from './feed-items.ts';
import { annsArchivedItems, annsItems, bensItems } from './feed-items.ts';

const microsPerMinute = 60_000_000;

/** How many of the newest items of a feed nobody has looked at yet. */
const annsUnseen = 8;
const bensUnseen = 2;
/** Behind those, how many have been seen and were not all read. */
const partlyRead = 18;

/** Puts the people and their feeds into a new environment; dates count back from the clock. */
export function seed(environment: Environment, context: SandboxContext): void {
  for (const { id, name, email, phone } of people) {
    environment.users.identify(id, { name, email, phone_number: phone });
  }
  const now = context.clock.now() * 1000;
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
    const recipient = environment.users.get(recipientId);
    if (!recipient) throw new Error(`The seed has a feed for ${recipientId}, whom it does not have.`);
    const workflow = findWorkflow(item.workflow);
    const name = `${recipientId}:${item.workflow}:${item.minutesAgo}`;
    const { data } = item;
    const actor = item.actors[0] === undefined ? undefined : environment.users.get(item.actors[0]);
    const variables = variablesOf(context, environment, workflow, { recipient, actor, data, tenant: null });
    const activity = (actorId: string | null, index: number): Activity => ({
      id: seededMessageId(`${name}:activity:${index}`),
      actor: actorId,
      data,
      insertedAt: insertedAt - index * microsPerMinute,
    });
    environment.messages.put({
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
        runId: namedUuid(`run:${name}`),
      },
      activities: item.actors.length > 0 ? item.actors.map(activity) : [activity(null, 0)],
      blocks: workflow.steps.flatMap((step) =>
        step.channel === 'in_app_feed' ? renderBlocks(step.blocks, variables) : [],
      ),
      status: 'delivered',
      insertedAt,
      updatedAt: Math.max(insertedAt, ...Object.values(marks).map(Number)),
    });
  }
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
