import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { credentials } from '../../credentials.ts';
import { startTwilio, type TwilioUnderTest } from '../testing/start-twilio.ts';

const { accountSid, messagingServiceSid, phoneNumber: from } = credentials.twilio;
const [ann, ben] = ['+12015550101', '+12015550102'];
const path = `/2010-04-01/Accounts/${accountSid}/Messages`;
const rfc2822 = expect.stringMatching(/^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d \+0000$/);

let sandbox: TwilioUnderTest;
beforeEach(async () => {
  sandbox = await startTwilio();
});
afterEach(() => sandbox.close());

const messages = () => sandbox.client().messages;
const send = (to = ann, body = 'Hello', options: object = {}) =>
  messages().create({ to, from, body, ...options });
const arrive = () => sandbox.context.clock.advance(1);

describe('a message', () => {
  test('is redacted: its text goes, all else stays', async () => {
    const { sid } = await send(ann, 'x'.repeat(161));
    arrive();
    const before = await messages()(sid).fetch();
    sandbox.context.clock.advance(60);
    const redacted = await messages()(sid).update({ body: '' });
    const unchanged = { ...before.toJSON(), body: '', dateUpdated: redacted.dateUpdated };
    expect(redacted.toJSON()).toEqual(unchanged);
    expect(redacted).toMatchObject({ numSegments: '2', price: '-0.01660' });
    expect((await messages()(sid).fetch()).toJSON()).toEqual(unchanged);
  });

  test('that is scheduled leaves when its time comes', async () => {
    const sendAt = new Date(sandbox.context.clock.now() + 600_000);
    const scheduled = { to: ann, messagingServiceSid, body: 'Later', scheduleType: 'fixed', sendAt } as const;
    const { sid, ...sent } = await messages().create(scheduled);
    expect(sent).toMatchObject({ status: 'scheduled', from: null, numSegments: '0', dateSent: null });
    sandbox.context.clock.advance(590);
    expect((await messages()(sid).fetch()).status).toBe('scheduled');
    expect(sandbox.context.deliveries.list()).toEqual([]);
    sandbox.context.clock.advance(12);
    expect(await messages()(sid).fetch()).toMatchObject({ status: 'delivered', from });
    expect(sandbox.context.deliveries.list(ann)).toMatchObject([{ body: 'Later' }]);
    await expect(messages()(sid).update({ status: 'canceled' })).rejects.toMatchObject({
      status: 409,
      code: 30409,
      message: 'This message cannot be canceled',
    });
  });

  test('that is scheduled can be canceled, and never leaves', async () => {
    const sendAt = new Date(sandbox.context.clock.now() + 600_000);
    const scheduled = { to: ann, messagingServiceSid, body: 'Never', scheduleType: 'fixed', sendAt } as const;
    const { sid } = await messages().create(scheduled);
    expect(await messages()(sid).update({ status: 'canceled' })).toMatchObject({
      status: 'canceled',
      price: null,
    });
    sandbox.context.clock.advance(1000);
    expect(sandbox.context.deliveries.list()).toEqual([]);
    expect(() => sandbox.vendor.changeMessageStatus({ sid, status: 'sent' })).toThrow(
      expect.objectContaining({ status: 422 }),
    );
    expect(await messages()(sid).remove()).toBe(true);
  });

  test.each([[{}], [{ Body: 'Other' }], [{ Status: 'sent' }], [{ Body: '', Status: 'canceled' }]])(
    'is not changed by %j',
    async (form) => {
      const { sid } = await send();
      const response = await sandbox.call(`${path}/${sid}.json`, { form: { ...form }, method: 'POST' });
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ code: 30400, message: 'Parameters are not valid' });
    },
  );

  test('is deleted once nothing follows any more', async () => {
    const { sid } = await send();
    await expect(messages()(sid).remove()).rejects.toMatchObject({
      status: 409,
      code: 20009,
      message: 'Cannot delete message because delivery has not been completed.',
    });
    arrive();
    expect(await messages()(sid).remove()).toBe(true);
    // One after the other: a refusal that nobody waits for yet would be an error of the run.
    for (const call of [
      () => messages()(sid).fetch(),
      () => messages()(sid).remove(),
      () => messages()(sid).update({ body: '' }),
      () => messages()(sid).media.list(),
    ]) {
      await expect(call()).rejects.toMatchObject({ status: 404, code: 20404 });
    }
  });
});

describe('the files of a message', () => {
  const mediaUrl = [
    'https://shop.example/card.png?size=2',
    'https://shop.example/menu.pdf',
    'https://shop.example/x',
  ];

  test('make it an MMS, and are listed, fetched and deleted', async () => {
    const sent = await send(ann, 'See', { mediaUrl });
    const { sid } = sent;
    expect(sid).toMatch(/^MM[0-9a-f]{32}$/);
    expect(sent).toMatchObject({ numMedia: '3', numSegments: '1' });
    const { media } = messages()(sid);
    const listed = await media.list({ pageSize: 2 });
    expect(listed.map(({ contentType }) => contentType)).toEqual([
      'application/octet-stream',
      'application/pdf',
      'image/png',
    ]);
    const image = listed[2]?.sid ?? '';
    expect(image).toMatch(/^ME[0-9a-f]{32}$/);
    const uri = `${path}/${sid}/Media/${image}.json`;
    expect(await (await sandbox.call(uri)).json()).toEqual({
      account_sid: accountSid,
      content_type: 'image/png',
      date_created: rfc2822,
      date_updated: rfc2822,
      parent_sid: sid,
      sid: image,
      uri,
    });
    const page = await sandbox.call(`${path}/${sid}/Media.json?PageSize=2`);
    expect(await page.json()).toMatchObject({
      media_list: [expect.anything(), expect.anything()],
      page_size: 2,
    });
    expect(await media(image).remove()).toBe(true);
    await expect(media(image).fetch()).rejects.toMatchObject({ status: 404, code: 20404 });
    expect(await messages()(sid).fetch()).toMatchObject({ numMedia: '2' });
    arrive();
    expect(sandbox.context.deliveries.list(ann)).toMatchObject([{ body: ['See', ...mediaUrl].join('\n') }]);
    expect(await messages()(sid).fetch()).toMatchObject({ price: '-0.02200' });
  });

  test('are themselves behind the address without an ending', async () => {
    const { sid } = await send(ann, '', { mediaUrl });
    const image = (await messages()(sid).media.list())[2]?.sid;
    const response = await fetch(`${sandbox.origin}${path}/${sid}/Media/${image}`, {
      redirect: 'manual',
      headers: { authorization: `Basic ${btoa(`${accountSid}:${credentials.twilio.authToken}`)}` },
    });
    expect(response.status).toBe(307);
    expect(response.headers.get('location')).toBe(mediaUrl[0]);
  });

  test('are filtered by their day', async () => {
    const { sid } = await send(ann, 'See', { mediaUrl });
    const { media } = messages()(sid);
    const day = new Date(sandbox.context.clock.now());
    const nextDay = new Date(day.getTime() + 86_400_000);
    expect(await media.list({ dateCreated: day })).toHaveLength(3);
    expect(await media.list({ dateCreatedAfter: nextDay })).toHaveLength(0);
    expect(await media.list({ dateCreatedBefore: nextDay })).toHaveLength(3);
  });
});

describe('the list', () => {
  const listSchema = z.strictObject({
    messages: z.array(z.looseObject({ sid: z.string() })),
    first_page_uri: z.string(),
    previous_page_uri: z.string().nullable(),
    next_page_uri: z.string().nullable(),
    uri: z.string(),
    page: z.number(),
    page_size: z.number(),
    start: z.number(),
    end: z.number(),
  });
  const page = async (uri: string) => listSchema.parse(await (await sandbox.call(uri)).json());

  test('is paged both ways by addresses without an origin', async () => {
    const sids: string[] = [];
    for (let count = 0; count < 5; count += 1) sids.unshift((await send()).sid);
    const first = await page(`${path}.json?PageSize=2&To=${encodeURIComponent(ann)}`);
    const query = `${path}.json?To=%2B12015550101&PageSize=2`;
    expect(first).toEqual({
      messages: [expect.objectContaining({ sid: sids[0] }), expect.objectContaining({ sid: sids[1] })],
      first_page_uri: `${query}&Page=0`,
      previous_page_uri: null,
      next_page_uri: `${query}&Page=1&PageToken=PA${sids[1]}`,
      uri: `${query}&Page=0`,
      page: 0,
      page_size: 2,
      start: 0,
      end: 1,
    });
    const second = await page(first.next_page_uri ?? '');
    expect(second).toMatchObject({ page: 1, start: 2, end: 3, uri: first.next_page_uri });
    const third = await page(second.next_page_uri ?? '');
    expect(third.messages.map(({ sid }) => sid)).toEqual(sids.slice(4));
    expect(third).toMatchObject({ next_page_uri: null, start: 4, end: 4 });
    const back = await page(third.previous_page_uri ?? '');
    expect(back.messages).toEqual(second.messages);
    expect((await page(back.previous_page_uri ?? '')).messages).toEqual(first.messages);
  });

  test.each([
    ['PageSize=1001', 20007],
    ['PageSize=0', 20001],
    ['PageSize=many', 20001],
    ['Page=x', 20001],
    ['PageToken=PASM1', 21481],
    ['PageToken=nonsense', 21481],
    ['DateSent=yesterday', 20001],
  ])('refuses %s', async (query, code) => {
    const response = await sandbox.call(`${path}.json?${query}`);
    expect(await response.json()).toMatchObject({ status: 400, code });
  });

  test('filters by recipient, sender and day sent, whatever the page size', async () => {
    vi.setSystemTime(Date.UTC(2030, 0, 1, 12));
    const steps = fc.array(
      fc.record({
        to: fc.constantFrom(ann, ben),
        from: fc.constantFrom(from, '+15005550006'),
        days: fc.integer({ min: 0, max: 2 }),
      }),
      { maxLength: 12 },
    );
    const day = fc.integer({ min: 1, max: 9 }).map((date) => new Date(Date.UTC(2030, 0, date)));
    const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
    const filters = fc.record({
      to: maybe(fc.constantFrom(ann, ben)),
      from: maybe(fc.constantFrom(from, '+15005550006')),
      dateSent: maybe(day),
      dateSentBefore: maybe(day),
      dateSentAfter: maybe(day),
    });
    await fc.assert(
      fc.asyncProperty(steps, filters, fc.integer({ min: 1, max: 5 }), async (sends, filter, pageSize) => {
        sandbox.context.clock.reset();
        sandbox.vendor.reset();
        const sent: { sid: string; to: string; from: string; day: string }[] = [];
        for (const { days, ...one } of sends) {
          sandbox.context.clock.advance(days * 86_400);
          const { sid } = sandbox.vendor.sendMessage({ ...one, body: 'x' });
          arrive();
          sent.unshift({
            sid,
            ...one,
            day: new Date(sandbox.context.clock.now()).toISOString().slice(0, 10),
          });
        }
        const dayOf = (date: Date | undefined) => date?.toISOString().slice(0, 10);
        const fits = ({ to, from: sender, day: sentOn }: (typeof sent)[number]) =>
          (filter.to ?? to) === to &&
          (filter.from ?? sender) === sender &&
          (dayOf(filter.dateSent) ?? sentOn) === sentOn &&
          sentOn <= (dayOf(filter.dateSentBefore) ?? sentOn) &&
          sentOn >= (dayOf(filter.dateSentAfter) ?? sentOn);
        const given = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
        const listed = await messages().list({ ...given, pageSize });
        expect(listed.map(({ sid }) => sid)).toEqual(sent.filter(fits).map(({ sid }) => sid));
      }),
      { numRuns: 25 },
    );
  }, 60_000);

  test('loses nothing to who deletes while it pages', async () => {
    for (let count = 0; count < 7; count += 1) await send();
    arrive();
    const seen = new Set<string>();
    let uri: string | null = `${path}.json?PageSize=3`;
    while (uri !== null) {
      const { messages: found, next_page_uri: next } = await page(uri);
      for (const { sid } of found) {
        seen.add(sid);
        await messages()(sid).remove();
      }
      await send(ben);
      uri = next;
    }
    expect(seen.size).toBe(7);
  });
});
