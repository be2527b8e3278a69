import { Hono } from 'hono';
import { cors } from 'hono/cors';
import { credentials } from '../credentials.ts';
import type { SandboxContext, Vendor } from '../platform/context.ts';
import { Auth } from './access/auth.ts';
import type { Backend } from './backend.ts';
import { serveOn } from './call.ts';
import { sendClientEvent } from './events/client-events.ts';
import { Connections } from './events/connections.ts';
import { StreamError, errorBody } from './errors.ts';
import { Events } from './events/events.ts';
import type { Event } from './events/events.ts';
import { deleteMessage } from './messages/message-deletion.ts';
import { patchMessage } from './messages/message-edits.ts';
import { createMessage } from './messages/messages.ts';
import type { Actor, Fields } from './model.ts';
import { RateCounter, generousLimits } from './access/rate-limits.ts';
import type { RateLimits } from './access/rate-limits.ts';
import { Presenter } from './present.ts';
import { addReaction } from './messages/reactions.ts';
import { markRead } from './reads/reads.ts';
import { channelTypeRoutes } from './routes/channel-types.ts';
import { actionRoutes } from './commands/routes.ts';
import { draftRoutes } from './drafts/routes.ts';
import { blockRoutes } from './people/block-routes.ts';
import { moderationRoutes } from './people/moderation-routes.ts';
import { muteRoutes } from './people/mute-routes.ts';
import { deviceRoutes } from './people/device-routes.ts';
import { guestRoutes } from './people/guest-routes.ts';
import { userLifecycleRoutes } from './people/user-routes.ts';
import { pollRoutes } from './polls/routes.ts';
import { reminderRoutes } from './reminders/routes.ts';
import { appRoutes } from './routes/app.ts';
import { channelLifecycleRoutes } from './routes/channel-lifecycle.ts';
import { channelUpdateRoutes } from './routes/channel-updates.ts';
import { channelRoutes } from './routes/channels.ts';
import { commandRoutes } from './routes/commands.ts';
import { eventRoutes } from './routes/events.ts';
import { locationRoutes } from './routes/locations.ts';
import { messageListRoutes } from './routes/message-lists.ts';
import { messageRoutes } from './routes/messages.ts';
import { ogRoutes } from './routes/og.ts';
import { reactionRoutes } from './routes/reactions.ts';
import { readRoutes } from './routes/reads.ts';
import { roleRoutes } from './routes/roles.ts';
import { syncRoutes } from './routes/sync.ts';
import { uploadRoutes } from './routes/uploads.ts';
import { userRoutes } from './routes/users.ts';
import { searchRoutes } from './search/routes.ts';
import { seed } from './seed/seed.ts';
import { Sockets } from './events/sockets.ts';
import { State } from './state.ts';
import { threadRoutes } from './threads/routes.ts';
import { Uploads } from './messages/uploads.ts';

/** Stream in the sandbox; besides its doors, what acts as somebody. Each throws if channel, message or user is unknown. */
export interface StreamVendor extends Vendor {
  readonly name: 'stream';
  sendMessage(message: {
    cid: string;
    userId: string;
    text: string;
    attachments?: Fields[];
    parentId?: string;
    /** The site's own. */
    fields?: Fields;
  }): Fields;
  /** The user starts typing, or stops. */
  typing(change: { cid: string; userId: string; typing: boolean; parentId?: string }): Event;
  addReaction(reaction: { messageId: string; userId: string; type: string; enforceUnique?: boolean }): Fields;
  markRead(read: { cid: string; userId: string }): Event;
  editMessage(edit: { messageId: string; userId: string; text: string }): Fields;
  deleteMessage(deletion: { messageId: string; userId: string }): Fields;
}

/**
 * Stream Chat's protocol on this machine, seeded once the first call comes.
 * @param limits how many calls of one kind a minute allows
 */
export function createStream(context: SandboxContext, limits: RateLimits = generousLimits): StreamVendor {
  const backend = createBackend(context, limits);
  const sockets = new Sockets(backend);
  const app = createApp(backend);
  const { auth, present, state, uploads } = backend;
  let isSeeded = false;

  const reset = (): void => {
    sockets.reset();
    state.clear();
    uploads.clear();
    auth.reset();
    backend.rates.reset();
    seed(backend);
    isSeeded = true;
  };
  /** The seed holds addresses of servers that listen only after this one was made. */
  const seeded = (): void => {
    if (!isSeeded) reset();
  };
  const act = (userId: string): Actor => {
    seeded();
    return { user: state.user(userId), server: false };
  };

  return {
    name: 'stream',
    fetch(request) {
      seeded();
      return app.fetch(request);
    },
    upgrade(request, socket, head) {
      seeded();
      sockets.upgrade(request, socket, head);
    },
    errorBody: (status, code, message) => errorBody(status, Number(code ?? -1), message ?? `fault ${status}`),
    reset,
    cut: (code) => sockets.cut(code),
    expireTokens: () => auth.expireSeen(),
    sendMessage({ cid, userId, text, attachments, parentId, fields }) {
      const actor = act(userId);
      const input = { ...fields, text, attachments, parent_id: parentId };
      return present.message(createMessage(backend, actor, state.channel(cid), input), actor);
    },
    typing({ cid, userId, typing, parentId }) {
      const actor = act(userId);
      const event = { type: typing ? 'typing.start' : 'typing.stop', parent_id: parentId };
      return sendClientEvent(backend, actor, state.channel(cid), event);
    },
    addReaction({ messageId, userId, type, enforceUnique = false }) {
      const actor = act(userId);
      return present.reaction(addReaction(backend, actor, state.message(messageId), { type }, enforceUnique));
    },
    markRead({ cid, userId }) {
      const actor = act(userId);
      return markRead(backend, actor, state.channel(cid));
    },
    editMessage({ messageId, userId, text }) {
      const [actor, message] = [act(userId), state.message(messageId)];
      patchMessage(backend, actor, message, { text }, [], []);
      return present.message(message, actor);
    },
    deleteMessage({ messageId, userId }) {
      const [actor, message] = [act(userId), state.message(messageId)];
      deleteMessage(backend, actor, message, false);
      return present.message(message, actor);
    },
  };
}

function createBackend(context: SandboxContext, limits: RateLimits): Backend {
  const state = new State(context.clock);
  const connections = new Connections();
  return {
    context,
    state,
    connections,
    auth: new Auth(credentials.stream, context.clock, {
      takesDevTokens: () => state.appSettings.disable_auth_checks,
      revokedBefore: (userId) => state.revokedBefore(userId),
    }),
    events: new Events(context, connections, state),
    present: new Presenter(state, connections),
    uploads: new Uploads(context),
    rates: new RateCounter(limits, context.clock),
  };
}

function createApp(backend: Backend): Hono {
  const app = new Hono();
  app.use(
    cors({
      origin: '*',
      allowMethods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
      allowHeaders: [
        'authorization',
        'stream-auth-type',
        'x-stream-client',
        'x-client-request-id',
        'content-type',
      ],
      exposeHeaders: ['x-ratelimit-limit', 'x-ratelimit-remaining', 'x-ratelimit-reset'],
      maxAge: 600,
    }),
  );
  app.get('/files/*', ({ req }) => backend.uploads.serve(new URL(req.url).pathname, req.header('range')));
  const serve = serveOn(app, backend);
  for (const routes of [
    channelRoutes,
    channelLifecycleRoutes,
    messageRoutes,
    messageListRoutes,
    actionRoutes,
    reactionRoutes,
    threadRoutes,
    draftRoutes,
    pollRoutes,
    reminderRoutes,
    locationRoutes,
    searchRoutes,
    syncRoutes,
    readRoutes,
    eventRoutes,
    userRoutes,
    appRoutes,
    uploadRoutes,
    ogRoutes,
    channelTypeRoutes,
    commandRoutes,
    roleRoutes,
    channelUpdateRoutes,
    muteRoutes,
    blockRoutes,
    moderationRoutes,
    guestRoutes,
    deviceRoutes,
    userLifecycleRoutes,
  ]) {
    routes(serve);
  }
  app.notFound(({ req }) =>
    refuse(new StreamError(16, 404, `the sandbox does not serve ${req.method} ${req.path}`)),
  );
  app.onError((error) => {
    console.error(error);
    return refuse(new StreamError(-1, 500, 'internal server error'));
  });
  return app;
}

const refuse = ({ code, status, message }: StreamError): Response =>
  Response.json(errorBody(status, code, message), { status });
