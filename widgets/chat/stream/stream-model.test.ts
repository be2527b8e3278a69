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
  it('leaves replies in their thread, and reads of threads out', () => {
    const reply = { id: 'r', parent_id: 'm', user: { id: 'ben' } };
    expect(translate({ type: 'message.new', cid: 'messaging:a', message: reply }, 'ann')).toEqual([]);
    const shown = { ...reply, show_in_channel: true };
    expect(translate({ type: 'message.new', cid: 'messaging:a', message: shown }, 'ann')).toHaveLength(1);
    const read = { type: 'message.read', cid: 'messaging:a', user: { id: 'ben' }, thread: {} };
    expect(translate(read, 'ann')).toEqual([]);
  });

  it('ignores the visitor’s own typing, and events of no channel', () => {
    expect(translate({ type: 'typing.start', cid: 'messaging:a', user: { id: 'ann' } }, 'ann')).toEqual([]);
    expect(translate({ type: 'message.new', message: { id: 'm' } }, 'ann')).toEqual([]);
    expect(translate({ type: 'something.new', cid: 'messaging:a' }, 'ann')).toEqual([]);
  });
});
