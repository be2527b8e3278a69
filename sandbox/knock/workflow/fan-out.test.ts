import { expect, test } from 'vitest';
import { inApp, startWorkflow } from '../testing/workflows.ts';

const hello = inApp(
  '{{ recipient.id }} {{ recipient.subscription.role }} {{ recipient.subscription.object.name }}',
);

async function startProjects() {
  const started = await startWorkflow([hello]);
  const { objects } = started.server;
  await objects.set('teams', 'red', { name: 'Red' });
  await objects.set('teams', 'blue', { name: 'Blue' });
  await objects.set('projects', 'shelf', { name: 'Shelf' });
  return started;
}

test('an object’s subscribers are told, each once, and so is the object', async () => {
  const { trigger, texts, server } = await startProjects();
  await server.objects.addSubscriptions('projects', 'shelf', {
    recipients: ['cleo', 'dan'],
    properties: { role: 'reader' },
  });
  const shelf = { collection: 'projects', id: 'shelf' };
  const run = await trigger({ recipients: [shelf, 'dan', shelf] });
  expect(await texts('cleo')).toEqual(['cleo reader Shelf']);
  // Named and subscribed: told as the one who was named.
  expect(await texts('dan')).toEqual(['dan']);
  const { items } = await server.messages.list({ workflow_run_id: run });
  expect(items.map(({ recipient }) => recipient)).toEqual(['cleo', 'dan', shelf]);
  const ofObject = await server.objects.listMessages('projects', 'shelf', { workflow_run_id: run });
  expect(ofObject.items).toHaveLength(1);
});

test('the actor is left out as a subscriber', async () => {
  const { trigger, texts, server } = await startProjects();
  await server.objects.addSubscriptions('projects', 'shelf', { recipients: ['cleo', 'dan'] });
  await trigger({ recipients: [{ collection: 'projects', id: 'shelf' }], actor: 'cleo' });
  expect([await texts('cleo'), await texts('dan')]).toEqual([[], ['dan  Shelf']]);
});

test('a parent’s trigger reaches the subscribers of its children, and no deeper', async () => {
  const { trigger, texts, server } = await startProjects();
  const [red, blue] = ['red', 'blue'].map((id) => ({ collection: 'teams', id }));
  if (!red || !blue) throw new Error('There are two teams.');
  await server.objects.addSubscriptions('projects', 'shelf', { recipients: [red, 'ann'] });
  await server.objects.addSubscriptions('teams', 'red', { recipients: [blue, 'cleo', 'ann'] });
  await server.objects.addSubscriptions('teams', 'blue', { recipients: ['dan', red] });
  await trigger({ recipients: [{ collection: 'projects', id: 'shelf' }] });
  expect(await texts('cleo')).toEqual(['cleo  Red']);
  expect(await texts('ann')).toEqual(['ann  Shelf']);
  expect(await texts('dan')).toEqual([]);
});

test('an object told inline as recipient or actor comes into being', async () => {
  const { trigger, server } = await startWorkflow([inApp('{{ actor.name }} {{ actor.collection }}')]);
  await trigger({
    recipients: [{ collection: 'projects', id: 'lamp', name: 'Lamp', size: 3 }, 'dan'],
    actor: { collection: 'bots', id: 'robo', name: 'Robo' },
  });
  expect(await server.objects.get('projects', 'lamp')).toMatchObject({
    properties: { name: 'Lamp', size: 3 },
  });
  const [message] = (await server.users.listMessages('dan', { source: 'test' })).items;
  expect(message?.actors).toEqual([{ collection: 'bots', id: 'robo' }]);
  expect((await server.messages.getContent(message?.id ?? '')).data).toMatchObject({
    blocks: [{ rendered: 'Robo bots' }],
  });
});

test('a recipient can have trigger data of their own', async () => {
  const { trigger, texts } = await startWorkflow([inApp('{{ data.role }} {{ data.ship }}')]);
  await trigger({
    data: { role: 'crew', ship: 'Willow' },
    recipients: ['cleo', { id: 'dan', $trigger_data: { role: 'captain' } }],
  });
  expect([await texts('cleo'), await texts('dan')]).toEqual([['crew Willow'], ['captain Willow']]);
});

test('a cancellation can name one who was reached through an object', async () => {
  const { trigger, texts, server, context } = await startWorkflow([
    { type: 'delay', window: { unit: 'hours', value: 1 } },
    inApp('late'),
  ]);
  await server.objects.set('projects', 'shelf', {});
  await server.objects.addSubscriptions('projects', 'shelf', { recipients: ['cleo', 'dan'] });
  const shelf = { collection: 'projects', id: 'shelf' };
  await trigger({ recipients: [shelf], cancellation_key: 'key' });
  await server.workflows.cancel('test', { cancellation_key: 'key', recipients: ['cleo', shelf] });
  context.clock.advance(3600);
  expect([await texts('cleo'), await texts('dan')]).toEqual([[], ['late']]);
  expect((await server.objects.listMessages('projects', 'shelf')).items).toEqual([]);
});
