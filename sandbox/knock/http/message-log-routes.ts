import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { check, KnockError } from '../errors.ts';
import type { Message } from '../model/messages.ts';
import { newestFirst, orderKey } from '../model/messages.ts';
import { pageOf, type PageInfo } from '../model/page.ts';
import { recipientKey, recipientReference } from '../model/recipient-reference.ts';
import { isoMicros, type Micros } from '../model/time.ts';
import type { Services } from '../services.ts';
import type { KnockEnv } from './app.ts';
import { items } from './lists.ts';
import { isListed, messageListQuery } from './message-list.ts';
import { pageQuery, parseQuery } from './query.ts';
import { activityView, contentView, deliveryLogView, messageView } from './views.ts';
import { hasTriggerData } from '../model/feed.ts';
import { triggerData } from './feed-query.ts';

const batchContentQuery = z.object({ message_ids: z.array(z.string()).min(1).max(50) });
const activityQuery = z.object({ ...pageQuery, trigger_data: triggerData.optional() });

/** What was sent: lists of messages, what they say, and what happened to them. The site's backend's alone. */
export function messageLogRoutes({ environment }: Services): Hono<KnockEnv> {
  const app = new Hono<KnockEnv>();
  const { messages } = environment;

  function listed(c: Context<KnockEnv>, all: readonly Message[]): Response {
    c.get('caller').requireSecretKey();
    const query = check(messageListQuery, parseQuery(new URL(c.req.url).searchParams));
    const found = all.filter((message) => isListed(message, query));
    return c.json(
      items(pageOf(found, orderKey, { ...query, pageSize: query.page_size }, newestFirst), messageView),
    );
  }

  function find(c: Context<KnockEnv>, id: string): Message {
    c.get('caller').requireSecretKey();
    const message = messages.get(id);
    if (!message) throw KnockError.notFound('The resource you requested does not exist');
    return message;
  }

  app.get('/messages', (c) => {
    const all = messages.all().toSorted((a, b) => newestFirst(orderKey(a), orderKey(b)));
    return listed(c, all);
  });
  app.get('/users/:user/messages', (c) => listed(c, messages.of(c.req.param('user'))));
  app.get('/objects/:collection/:id/messages', (c) => listed(c, messages.of(recipientKey(c.req.param()))));

  app.get('/messages/batch/content', (c) => {
    c.get('caller').requireSecretKey();
    const { message_ids: ids } = check(batchContentQuery, parseQuery(new URL(c.req.url).searchParams));
    return c.json(ids.flatMap((id) => messages.get(id) ?? []).map(contentView));
  });

  app.get('/messages/:id/content', (c) => c.json(contentView(find(c, c.req.param('id')))));

  app.get('/messages/:id/events', (c) => {
    const { recipient, events } = find(c, c.req.param('id'));
    return c.json(
      logged(c, events, ({ id, type, data, insertedAt }) => ({
        __typename: 'MessageEvent',
        id,
        type,
        data,
        recipient: recipientReference(recipient),
        inserted_at: isoMicros(insertedAt),
      })),
    );
  });

  app.get('/messages/:id/delivery_logs', (c) => {
    const { deliveryLogs } = find(c, c.req.param('id'));
    return c.json(logged(c, deliveryLogs, deliveryLogView));
  });

  app.get('/messages/:id/activities', (c) => {
    const message = find(c, c.req.param('id'));
    const { trigger_data: wanted } = check(activityQuery, parseQuery(new URL(c.req.url).searchParams));
    const found = message.activities.filter(
      ({ data }) => wanted === undefined || hasTriggerData({ data }, wanted),
    );
    return c.json(logged(c, found, (activity) => activityView(environment, message, activity)));
  });

  return app;
}

/** A page of what belongs to a message, the latest first. */
function logged<Entry extends { readonly id: string; readonly insertedAt: Micros }, View>(
  c: Context<KnockEnv>,
  all: readonly Entry[],
  view: (entry: Entry) => View,
): { items: View[]; page_info: PageInfo } {
  const query = check(z.object(pageQuery), parseQuery(new URL(c.req.url).searchParams));
  const keyOf = ({ id, insertedAt }: Entry) => `${String(insertedAt).padStart(17, '0')}:${id}`;
  const ordered = all.toSorted((a, b) => newestFirst(keyOf(a), keyOf(b)));
  return items(pageOf(ordered, keyOf, { ...query, pageSize: query.page_size }, newestFirst), view);
}
