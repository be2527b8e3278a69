import { Hono } from 'hono';
import * as z from 'zod';
import { KnockError } from '../errors.ts';
import { findChannel } from '../model/channels.ts';
import type { Environment } from '../model/environment.ts';
import { recipientKey, type RecipientKey } from '../model/recipient-reference.ts';
import type { Services } from '../services.ts';
import type { KnockEnv } from './app.ts';
import { readBody } from './body.ts';
import { setChannelData } from './recipients.ts';

const channelDataBody = z.object({ data: z.record(z.string(), z.unknown()) });

/** Where users and objects can be reached over push and chat. */
export function channelDataRoutes({ environment }: Services): Hono<KnockEnv> {
  const app = new Hono<KnockEnv>();
  const { users, objects, channelData } = environment;

  app.get('/users/:user/channel_data/:channel', (c) => {
    const { user, channel } = c.req.param();
    c.get('caller').require('channel_data/read', user);
    return c.json(find(environment, user, channel));
  });

  app.put('/users/:user/channel_data/:channel', async (c) => {
    const { user, channel } = c.req.param();
    c.get('caller').require('channel_data/write', user);
    const { data } = await readBody(c.req, channelDataBody);
    const set = setChannelData(environment, user, channel, data);
    // By the documentation a user who is not known yet comes into being, and so does an object.
    if (!users.get(user)) users.identify(user, {});
    return c.json(set);
  });

  app.delete('/users/:user/channel_data/:channel', (c) => {
    c.get('caller').requireSecretKey();
    const { user, channel } = c.req.param();
    channelData.unset(user, requireChannel(channel));
    return c.body(null, 204);
  });

  app.get('/objects/:collection/:id/channel_data/:channel', (c) => {
    c.get('caller').requireSecretKey();
    return c.json(find(environment, recipientKey(c.req.param()), c.req.param('channel')));
  });

  app.put('/objects/:collection/:id/channel_data/:channel', async (c) => {
    c.get('caller').requireSecretKey();
    const { collection, id, channel } = c.req.param();
    const { data } = await readBody(c.req, channelDataBody);
    const key = recipientKey({ collection, id });
    const set = setChannelData(environment, key, channel, data);
    if (!objects.get(key)) objects.set(collection, id, {});
    return c.json(set);
  });

  app.delete('/objects/:collection/:id/channel_data/:channel', (c) => {
    c.get('caller').requireSecretKey();
    channelData.unset(recipientKey(c.req.param()), requireChannel(c.req.param('channel')));
    return c.body(null, 204);
  });

  return app;
}

function requireChannel(id: string): string {
  if (!findChannel(id)) throw KnockError.channelInvalid(id);
  return id;
}

function find(environment: Environment, key: RecipientKey, channel: string) {
  const data = environment.channelData.get(key, requireChannel(channel));
  if (!data) throw KnockError.notFound('The resource you requested does not exist');
  return data;
}
