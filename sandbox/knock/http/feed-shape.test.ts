import { expect, test } from 'vitest';
import { compactItemShape, feedOf, richItemShape } from '../shapes/messages.ts';
import { feedChannelId, startKnock } from '../testing/start-knock.ts';
import type { RunningKnock } from '../testing/start-knock.ts';

async function read(knock: RunningKnock, mode: string): Promise<unknown> {
  const path = `/v1/users/ann/feeds/${feedChannelId}?mode=${mode}&archived=include`;
  return (await knock.request('GET', path, { as: 'ann' })).json();
}

test.each([
  ['rich', feedOf(richItemShape)],
  ['compact', feedOf(compactItemShape)],
] as const)('a %s feed has these fields and no others', async (mode, schema) => {
  const knock = await startKnock();
  await knock.server.workflows.trigger('product-update', {
    recipients: ['ann'],
    actor: 'ben',
    tenant: 'acme',
    data: { title: 'Rugs', lines: [{ sku: 'rug' }] },
  });
  const feed = schema.parse(await read(knock, mode));
  expect(feed.entries[0]).toMatchObject({ tenant: 'acme', actors: [{ id: 'ben' }], total_actors: 1 });
});

test.each([
  'entries.__cursor',
  'entries.total_actors',
  'entries.source.version_id',
  'meta.unseen_count',
  'vars',
])('an answer without %s would be noticed', async (path) => {
  const knock = await startKnock();
  const response = await knock.request('GET', `/v1/users/ann/feeds/${feedChannelId}?exclude=${path}`);
  expect(feedOf(richItemShape).safeParse(await response.json()).success).toBe(false);
});
