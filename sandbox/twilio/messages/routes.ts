import { Hono, type Context } from 'hono';
import { TwilioError, notFound } from '../errors.ts';
import { readForm } from '../form.ts';
import { cutPage, presentUriPage } from '../pages.ts';
import type { Collection } from '../collection.ts';
import { readDayFilter, readMessageFilter } from './list-filter.ts';
import type { Media, Message } from './message.ts';
import type { Messages } from './messages.ts';
import { presentMedia, presentMessage } from './present.ts';
import { readSend, type Senders } from './send-input.ts';

/** What the routes need to know of the account. */
export interface MessageRoutes {
  readonly messages: Messages;
  readonly accountSid: string;
  readonly senders: Senders;
  /** Milliseconds since the epoch, by the sandbox's clock. */
  now(): number;
}

/** The Message resource and its Media, to be mounted on `/2010-04-01/Accounts/{account}`. */
export function messageRoutes({ messages, accountSid, senders, now }: MessageRoutes) {
  const app = new Hono();
  const find = (c: Context): Message => {
    const sid = (c.req.param('message') ?? '').replace(/\.json$/, '');
    const message = messages.all.get(sid);
    if (!message) throw notFound(c.req.path);
    return message;
  };
  const findMedia = (c: Context, message: Message): Media => {
    const sid = (c.req.param('media') ?? '').replace(/\.json$/, '');
    const media = message.media.get(sid);
    if (!media) throw notFound(c.req.path);
    return media;
  };
  const show = (message: Message) => presentMessage(message, accountSid);

  app.post('/Messages.json', async (c) => {
    const input = readSend(await readForm(c.req.raw), senders, now());
    return c.json(show(messages.send(input)), 201);
  });

  app.get('/Messages.json', (c) => {
    const url = new URL(c.req.url);
    const items = messages.all.newestFirst().filter(readMessageFilter(url));
    return c.json(presentUriPage(cutPage(url, items, messages.all), 'messages', show));
  });

  app.get('/Messages/:message{[A-Z]{2}[0-9a-fA-F]{32}\\.json}', (c) => c.json(show(find(c))));

  app.post('/Messages/:message{[A-Z]{2}[0-9a-fA-F]{32}\\.json}', async (c) => {
    const message = find(c);
    update(messages, message, await readForm(c.req.raw));
    return c.json(show(message));
  });

  app.delete('/Messages/:message{[A-Z]{2}[0-9a-fA-F]{32}\\.json}', (c) => {
    messages.delete(find(c));
    return c.body(null, 204);
  });

  app.get('/Messages/:message/Media.json', (c) => {
    const message = find(c);
    const url = new URL(c.req.url);
    const isCreatedThen = readDayFilter(url, 'DateCreated');
    const collection: Collection<Media> = message.media;
    const items = collection.newestFirst().filter(({ createdAt }) => isCreatedThen(createdAt));
    return c.json(
      presentUriPage(cutPage(url, items, collection), 'media_list', (media) =>
        presentMedia(media, message, accountSid),
      ),
    );
  });

  app.get('/Messages/:message/Media/:media{[A-Z]{2}[0-9a-fA-F]{32}\\.json}', (c) => {
    const message = find(c);
    return c.json(presentMedia(findMedia(c, message), message, accountSid));
  });

  // Without an ending it is the file itself: where it was sent from.
  app.get('/Messages/:message/Media/:media{[A-Z]{2}[0-9a-fA-F]{32}}', (c) =>
    c.redirect(findMedia(c, find(c)).url, 307),
  );

  app.delete('/Messages/:message/Media/:media{[A-Z]{2}[0-9a-fA-F]{32}\\.json}', (c) => {
    const message = find(c);
    message.media.delete(findMedia(c, message).sid);
    return c.body(null, 204);
  });

  return app;
}

/** @throws TwilioError 30400 unless exactly one thing is asked: an empty `Body`, or `Status` `canceled` */
function update(messages: Messages, message: Message, form: URLSearchParams): void {
  const [body, status] = [form.get('Body'), form.get('Status')];
  const asksForOne = (body === null) !== (status === null);
  if (!asksForOne || (body !== null && body !== '') || (status !== null && status !== 'canceled')) {
    throw new TwilioError(400, 30400, 'Parameters are not valid');
  }
  if (status === null) messages.redact(message);
  else messages.cancel(message);
}
