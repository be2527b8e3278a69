import { channels } from '../model/channels.ts';
import type { Environment } from '../model/environment.ts';
import { namedUuid, seededMessageId } from '../model/ids.ts';
import { unmarked } from '../model/marks.ts';

const microsPerSecond = 1_000_000;

/**
 * Puts many items into a user's feed, for tests of a long one: one for each second before now, over three workflows,
 * every third of them unseen. No workflow runs, and no socket hears of them.
 */
export function fillFeed(environment: Environment, user: string, count: number): void {
  const workflows = ['new-comment', 'new-message', 'product-update'].map((key) => environment.workflow(key));
  const now = environment.messages.now();
  const [runId, recipientRunId] = [namedUuid(`run:fill:${user}`), namedUuid(`recipient-run:fill:${user}`)];
  // The oldest first: each then goes to the head of the feed.
  for (let age = count; age > 0; age -= 1) {
    const workflow = workflows[age % workflows.length];
    if (!workflow) return;
    const insertedAt = now - age * microsPerSecond;
    const id = seededMessageId(`fill:${user}:${age}`);
    const data = { number: age };
    const seenAt = age % 3 === 0 ? null : insertedAt;
    environment.messages.put({
      ...unmarked,
      seenAt,
      readAt: age % 2 === 0 ? seenAt : null,
      id,
      channel: channels.in_app_feed,
      recipient: user,
      tenant: null,
      data,
      source: {
        key: workflow.key,
        versionId: workflow.versionId,
        categories: workflow.categories,
        stepRef: 'in_app_feed_1',
        runId,
        recipientRunId,
      },
      activities: [{ id, actor: null, data, insertedAt }],
      totalActivities: 1,
      totalActors: 0,
      content: {
        __typename: 'MessageInAppFeedContent',
        blocks: [
          { type: 'markdown', name: 'body', content: `Item ${age}`, rendered: `<p>Item ${age}</p>` },
          { type: 'text', name: 'action_url', content: '#', rendered: '#' },
        ],
      },
      snapshot: null,
      status: 'delivered',
      events: [],
      deliveryLogs: [],
      insertedAt,
      updatedAt: insertedAt,
    });
  }
}
