import type { StreamChat } from 'stream-chat';
import { describe, expect, test } from 'vitest';
import { nextEvent, signToken, startServer } from '../testing/server.ts';
import type { TestServer } from '../testing/server.ts';
import { expectShape, messageShape, pollOptionShape, pollShape, voteShape } from '../shapes/messages.ts';

const lunch = {
  id: 'lunch',
  name: 'Lunch?',
  options: [
    { id: 'soup', text: 'Soup' },
    { id: 'bread', text: 'Bread' },
    { id: 'cake', text: 'Cake' },
  ],
};

/** Ann's poll, sent to the channel that Ben watches. */
async function sendPoll(server: TestServer, settings: object = {}) {
  const [ann, ben] = await server.connectAll('ann', 'ben');
  await ben.channel('messaging', 'general').watch();
  await ann.createPoll({ ...lunch, ...settings });
  const { message } = await ann
    .channel('messaging', 'general')
    .sendMessage({ id: 'with-poll', poll_id: 'lunch' });
  return { ann, ben, message };
}

const pollOf = async (client: StreamChat) => (await client.getPoll('lunch')).poll;

describe('a poll', () => {
  test('is made, rides with its message, and has the whole shape', async () => {
    const server = await startServer();
    const { ben, message } = await sendPoll(server, { description: 'On Friday', max_votes_allowed: 2 });
    expectShape(messageShape, message);
    expect(message).toMatchObject({ text: '', poll_id: 'lunch', poll: { name: 'Lunch?', vote_count: 0 } });
    const { body } = await server.call('GET', '/polls/lunch');
    expectShape(pollShape, body['poll']);
    expect(body['poll']).toMatchObject({
      description: 'On Friday',
      max_votes_allowed: 2,
      voting_visibility: 'public',
      options: lunch.options,
      created_by_id: 'ann',
      vote_counts_by_option: {},
    });
    await ben.channel('messaging', 'general').query({});
    expect(ben.polls.fromState('lunch')?.data.name).toBe('Lunch?');
  });

  test('counts votes for everybody, and knows one’s own', async () => {
    const server = await startServer();
    const { ann, ben } = await sendPoll(server);
    const told = nextEvent(ben, 'poll.vote_casted');
    const { vote } = await ann.castPollVote('with-poll', 'lunch', { option_id: 'soup' });
    expectShape(voteShape, vote);
    const event = await told;
    expect(event).toMatchObject({
      cid: 'messaging:general',
      message_id: 'with-poll',
      poll: { vote_counts_by_option: { soup: 1 }, own_votes: [] },
      poll_vote: { option_id: 'soup', user_id: 'ann' },
    });
    expectShape(pollShape, event.poll);
    await ben.castPollVote('with-poll', 'lunch', { option_id: 'soup' });
    await ben.castPollVote('with-poll', 'lunch', { option_id: 'cake' });
    expect(await pollOf(ben)).toMatchObject({
      vote_count: 3,
      vote_counts_by_option: { soup: 2, cake: 1 },
      own_votes: [{ option_id: 'cake' }, { option_id: 'soup' }],
    });
    const removed = nextEvent(ben, 'poll.vote_removed');
    await ann.removePollVote('with-poll', 'lunch', vote.id);
    expect(await removed).toMatchObject({ poll: { vote_count: 2 }, poll_vote: { id: vote.id } });
    await expect(ann.removePollVote('with-poll', 'lunch', vote.id)).rejects.toMatchObject({
      code: 16,
      status: 404,
    });
  });

  test('with one vote each lets it change, and keeps it one', async () => {
    const server = await startServer();
    const { ann, ben } = await sendPoll(server, { enforce_unique_vote: true });
    const first = await ann.castPollVote('with-poll', 'lunch', { option_id: 'soup' });
    const told = nextEvent(ben, 'poll.vote_changed');
    const second = await ann.castPollVote('with-poll', 'lunch', { option_id: 'cake' });
    expect(second.vote.id).toBe(first.vote.id);
    expect((await told).poll?.vote_counts_by_option).toEqual({ cake: 1 });
  });

  test('takes answers and suggestions where it says so', async () => {
    const server = await startServer();
    const { ann, ben } = await sendPoll(server, { allow_answers: true, allow_user_suggested_options: true });
    await ben.addPollAnswer('with-poll', 'lunch', 'Anything warm');
    await ben.addPollAnswer('with-poll', 'lunch', 'Soup then');
    const { votes } = await ann.queryPollAnswers('lunch');
    expect(votes.map(({ answer_text }) => answer_text)).toEqual(['Soup then']);
    const updated = nextEvent(ben, 'poll.updated');
    const { poll_option: option } = await ben.createPollOption('lunch', { text: 'Salad' });
    expectShape(pollOptionShape, option);
    expect((await updated).poll?.options).toHaveLength(4);
    expect((await ann.getPollOption('lunch', option.id)).poll_option).toMatchObject({
      text: 'Salad',
      position: 3,
    });
    await ann.updatePollOption('lunch', { id: option.id, text: 'Green salad' });
    await ann.deletePollOption('lunch', 'bread');
    expect((await pollOf(ann)).options.map(({ text }) => text)).toEqual(['Soup', 'Cake', 'Green salad']);
  });

  test('that is anonymous names nobody but oneself', async () => {
    const server = await startServer();
    const { ann, ben } = await sendPoll(server, { voting_visibility: 'anonymous' });
    await ann.channel('messaging', 'general').watch();
    const [own, others] = [nextEvent(ann, 'poll.vote_casted'), nextEvent(ben, 'poll.vote_casted')];
    await ann.castPollVote('with-poll', 'lunch', { option_id: 'soup' });
    expect((await own).poll_vote).toMatchObject({ user_id: 'ann' });
    expect((await others).poll_vote).not.toHaveProperty('user_id');
    expect(await pollOf(ben)).toMatchObject({
      latest_votes_by_option: null,
      vote_counts_by_option: { soup: 1 },
    });
    expect((await ben.queryPollVotes('lunch')).votes).toEqual([]);
    expect((await ann.queryPollVotes('lunch')).votes).toHaveLength(1);
  });

  test('is closed for good', async () => {
    const server = await startServer();
    const { ann, ben } = await sendPoll(server);
    const closed = nextEvent(ben, 'poll.closed');
    await ann.closePoll('lunch');
    expect((await closed).poll).toMatchObject({ is_closed: true });
    await expect(ben.castPollVote('with-poll', 'lunch', { option_id: 'soup' })).rejects.toMatchObject({
      code: 4,
      status: 400,
    });
    await expect(ann.partialUpdatePoll('lunch', { set: { name: 'x' } })).rejects.toMatchObject({ code: 4 });
  });

  test('is changed whole and in part, and deleted, by its maker alone', async () => {
    const server = await startServer();
    const { ann, ben } = await sendPoll(server);
    await ben.castPollVote('with-poll', 'lunch', { option_id: 'soup' });
    await ann.updatePoll({ id: 'lunch', name: 'Dinner?', options: [{ id: 'cake', text: 'Cake' }] });
    expect(await pollOf(ben)).toMatchObject({ name: 'Dinner?', vote_count: 0, options: [{ id: 'cake' }] });
    await ann.partialUpdatePoll('lunch', { set: { allow_answers: true }, unset: ['description'] });
    expect(await pollOf(ben)).toMatchObject({ name: 'Dinner?', allow_answers: true });
    for (const attempt of [
      () => ben.updatePoll({ id: 'lunch', name: 'Mine' }),
      () => ben.createPollOption('lunch', { text: 'Mine' }),
      () => ben.deletePollOption('lunch', 'cake'),
      () => ben.deletePoll('lunch'),
    ]) {
      await expect(attempt()).rejects.toMatchObject({ code: 17, status: 403 });
    }
    await ann.deletePoll('lunch');
    await expect(pollOf(ann)).rejects.toMatchObject({ code: 16, status: 404 });
  });
});

test('polls and votes are found by filter, sort and cursor', async () => {
  const server = await startServer();
  const { ann, ben } = await sendPoll(server);
  await ann.createPoll({ id: 'tea', name: 'Tea?' });
  expect((await ann.queryPolls({ name: { $in: ['Tea?'] } })).polls.map(({ id }) => id)).toEqual(['tea']);
  // Ben finds what stands where he reads, not what nobody sent yet.
  expect((await ben.queryPolls()).polls.map(({ id }) => id)).toEqual(['lunch']);
  for (const option_id of ['soup', 'cake']) await ann.castPollVote('with-poll', 'lunch', { option_id });
  const first = await ben.queryPollVotes('lunch', {}, { created_at: 1 }, { limit: 1 });
  const rest = await ben.queryPollVotes(
    'lunch',
    {},
    { created_at: 1 },
    { limit: 1, next: first.next as string },
  );
  expect([...first.votes, ...rest.votes].map(({ option_id }) => option_id)).toEqual(['soup', 'cake']);
  expect(rest.next).toBeUndefined();
  const { votes } = await ben.queryPollVotes('lunch', { option_id: 'cake' });
  expect(votes).toHaveLength(1);
});

test.each([
  ['no name', { options: [] }, 4, /name/],
  ['the same option twice', { name: 'x', options: [{ text: 'a' }, { text: 'a' }] }, 4, /unique text/],
  ['more votes than anybody may have', { name: 'x', max_votes_allowed: 11 }, 4, /max_votes_allowed/],
  ['an id that is taken', { id: 'taken', name: 'x' }, 4, /already exists/],
])('a poll with %s is refused', async (_name, poll, code, words) => {
  const server = await startServer();
  await server.call('POST', '/polls', { body: { id: 'taken', name: 'Taken' } });
  const { status, body } = await server.call('POST', '/polls', { body: poll });
  expect({ status, code: body['code'] }).toEqual({ status: 400, code });
  expect(body['message']).toMatch(words);
});

test.each([
  ['too many votes', { option_id: 'cake' }, { max_votes_allowed: 1 }, 400, 4],
  ['an option that is none', { option_id: 'nothing' }, {}, 404, 16],
  ['an answer that was not asked for', { answer_text: 'Hm' }, {}, 400, 4],
  ['nothing chosen', {}, {}, 400, 4],
])('a vote with %s is refused', async (_name, vote, settings, status, code) => {
  const server = await startServer();
  await sendPoll(server, settings);
  await server.call('POST', '/messages/with-poll/polls/lunch/vote', {
    body: { vote: { option_id: 'soup' } },
  });
  const answer = await server.call('POST', '/messages/with-poll/polls/lunch/vote', { body: { vote } });
  expect(answer).toMatchObject({ status, body: { code, StatusCode: status } });
});

test('votes need the message that carries the poll, and the right to vote there', async () => {
  const server = await startServer();
  await sendPoll(server);
  const body = { vote: { option_id: 'soup' } };
  expect(await server.call('POST', '/messages/general-001/polls/lunch/vote', { body })).toMatchObject({
    status: 400,
    body: { code: 4 },
  });
  await server.backend().upsertUser({ id: 'zoe' });
  const token = signToken({ user_id: 'zoe' });
  expect(await server.call('POST', '/messages/with-poll/polls/lunch/vote', { token, body })).toMatchObject({
    status: 403,
    body: { code: 17 },
  });
  await server.backend().updateChannelType('messaging', { polls: false });
  expect(await server.call('POST', '/messages/with-poll/polls/lunch/vote', { body })).toMatchObject({
    status: 400,
    body: { code: 19 },
  });
});
