import { Hono } from 'hono';
import { check, KnockError } from '../errors.ts';
import { channels } from '../model/channels.ts';
import { feedPage } from '../model/feed.ts';
import type { Services } from '../services.ts';
import type { KnockEnv } from './app.ts';
import { withoutFields } from './exclude.ts';
import { feedQuery } from './feed-query.ts';
import { parseQuery } from './query.ts';
import { feedItemView } from './views.ts';

/** A user's in-app feed. */
export function feedRoutes({ environment, settings }: Services): Hono<KnockEnv> {
  const app = new Hono<KnockEnv>();

  app.get('/users/:user/feeds/:channel', (c) => {
    const user = c.req.param('user');
    const channel = requireFeedChannel(c.req.param('channel'));
    const { filter, page, mode, exclude } = check(feedQuery, parseQuery(new URL(c.req.url).searchParams));
    const caller = c.get('caller');
    caller.require('feed/read', user, filter.tenant);
    const { entries, pageInfo, counts } = feedPage(
      environment.messages,
      user,
      (message) => message.channel.id === channel && caller.may('feed/read', user, message.tenant),
      filter,
      page,
    );
    const feed = {
      entries: entries.map((message) => feedItemView(environment, message, mode)),
      meta: { __typename: 'FeedMetadata', ...counts },
      page_info: pageInfo,
      vars: environment.vars,
    };
    return c.json(withoutFields(feed, exclude));
  });

  app.get('/users/:user/feeds/:channel/settings', (c) => {
    requireFeedChannel(c.req.param('channel'));
    c.get('caller').require('feed/read', c.req.param('user'));
    return c.json({ features: { branding_required: settings.brandingRequired } });
  });

  return app;
}

function requireFeedChannel(id: string): string {
  if (id !== channels.in_app_feed.id) throw KnockError.channelInvalid(id);
  return id;
}
