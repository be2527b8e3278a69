import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { translate } from './stream-events.ts';
import { toAnswer, toMessage, toTime, toUser } from './stream-model.ts';

describe('toMessage', () => {
  it('is complete and frozen whatever a custom field makes of the wire', () => {
    const anything = fc.anything();
    const wire = fc.record(
      {
        id: anything,
        type: anything,
        text: anything,
        image: anything,
        created_at: anything,
        deleted_at: anything,
        reply_count: anything,
        reaction_groups: fc.option(fc.dictionary(fc.string(), anything)),
        attachments: fc.option(
          fc.array(
            fc.dictionary(
              fc.constantFrom(
                'type',
                'title',
                'image_url',
                'asset_url',
                'og_scrape_url',
                'file_size',
                'original_width',
              ),
              anything,
            ),
          ),
        ),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(wire, (given) => {
        const message = toMessage(given);
        expect(Object.isFrozen(message)).toBe(true);
        expect(typeof message.id).toBe('string');
        expect(typeof message.text).toBe('string');
        expect(Number.isFinite(message.createdAt)).toBe(true);
        for (const attachment of message.attachments) {
          expect(typeof (attachment.kind === 'unknown' ? attachment.type : attachment.url)).toBe('string');
        }
        for (const { count } of message.reactions) expect(count).toBeGreaterThan(0);
      }),
    );
  });

  it('tells pictures, cards and files apart', () => {
    const { attachments } = toMessage({
      attachments: [
        {
          type: 'image',
          image_url: 'https://x.test/a.png',
          fallback: 'A lamp',
          original_width: 800,
          original_height: 600,
        },
        {
          type: 'article',
          og_scrape_url: 'https://x.test/post',
          title: 'A post',
          text: 'About lamps',
          thumb_url: 'https://x.test/t.png',
        },
        { type: 'file', asset_url: 'https://x.test/f.pdf', title: 'Invoice.pdf', file_size: '2048' },
        { type: 'unknown' },
      ],
    });
    expect(attachments).toEqual([
      { kind: 'image', url: 'https://x.test/a.png', alt: 'A lamp', width: 800, height: 600 },
      {
        kind: 'card',
        url: 'https://x.test/post',
        title: 'A post',
        text: 'About lamps',
        image: 'https://x.test/t.png',
      },
      { kind: 'file', url: 'https://x.test/f.pdf', name: 'Invoice.pdf', size: 2048 },
      { kind: 'unknown', type: 'unknown', title: '' },
    ]);
  });

  it('keeps nothing of a deleted message', () => {
    const wire = { type: 'deleted', text: 'secret', attachments: [{ asset_url: 'https://x.test/f' }] };
    expect(toMessage(wire)).toMatchObject({
      kind: 'deleted',
      text: '',
      attachments: [],
      reactions: [],
      raw: {},
    });
  });
});

describe('toAnswer', () => {
  it('reads the visitor’s own counts and the others’ places', () => {
    const answer = toAnswer(
      {
        channel: { cid: 'messaging:a', own_capabilities: ['send-message', 'read-events'] },
        messages: [],
        read: [
          { user: { id: 'ann' }, last_read: '2026-01-01T00:00:00.000000Z', unread_messages: 3 },
          { user: { id: 'ben' }, last_read: '2026-01-02T00:00:00.000000Z', unread_messages: 0 },
        ],
      },
      'ann',
      30,
    );
    expect(answer).toMatchObject({
      unread: 3,
      more: false,
      readAt: Date.parse('2026-01-01'),
      readBy: { ben: Date.parse('2026-01-02') },
      channel: { may: { send: true, react: false, read: true } },
    });
  });
});

it('takes what is no time for none, and no user for nobody', () => {
  expect(toTime('yesterday')).toBe(0);
  expect(toUser(null)).toEqual({ id: '', name: '', image: undefined, online: false });
});

describe('translate', () => {
  it('tells a reply in its thread, and in the channel if it is shown there too', () => {
    const places = (message: object, type = 'message.new') =>
      translate({ type, cid: 'messaging:a', message }, 'ann').map((event) => 'cid' in event && event.cid);
    const reply = { id: 'r', parent_id: 'm', user: { id: 'ben' } };
    expect(places(reply)).toEqual(['messaging:a#m']);
    expect(places(reply, 'notification.thread_message_new')).toEqual(['messaging:a#m']);
    expect(places({ ...reply, show_in_channel: true })).toEqual(['messaging:a', 'messaging:a#m']);
    expect(places({ id: 'm', user: { id: 'ben' } })).toEqual(['messaging:a']);
  });

  it('tells a change of a message in its own thread as well', () => {
    const changed = { type: 'message.updated', cid: 'messaging:a', message: { id: 'm' } };
    expect(translate(changed, 'ann')).toMatchObject([{ cid: 'messaging:a' }, { cid: 'messaging:a#m' }]);
    const gone = { ...changed, type: 'message.deleted', hard_delete: true };
    expect(translate(gone, 'ann')).toMatchObject([
      { type: 'message-removed', cid: 'messaging:a' },
      { type: 'message-removed', cid: 'messaging:a#m' },
    ]);
  });

  it('keeps reading and typing in a thread apart from the channel', () => {
    const cid = 'messaging:a';
    const user = { id: 'ben' };
    const read = { type: 'message.read', cid, user, thread: { parent_message_id: 'm' } };
    expect(translate(read, 'ann')).toMatchObject([{ type: 'read', cid: 'messaging:a#m' }]);
    const typing = { type: 'typing.start', cid, user, parent_id: 'm' };
    expect(translate(typing, 'ann')).toMatchObject([{ type: 'typing', cid: 'messaging:a#m' }]);
    const unread = { type: 'notification.mark_unread', cid, thread_id: 'm', unread_messages: 2 };
    expect(translate(unread, 'ann')).toMatchObject([{ type: 'unread', cid: 'messaging:a#m', unread: 2 }]);
    expect(translate({ type: 'message.read', cid, user }, 'ann')).toMatchObject([{ type: 'read', cid }]);
  });

  it('ignores the visitor’s own typing, and events of no channel', () => {
    expect(translate({ type: 'typing.start', cid: 'messaging:a', user: { id: 'ann' } }, 'ann')).toEqual([]);
    expect(translate({ type: 'message.new', message: { id: 'm' } }, 'ann')).toEqual([]);
    expect(translate({ type: 'something.new', cid: 'messaging:a' }, 'ann')).toEqual([]);
  });
});
