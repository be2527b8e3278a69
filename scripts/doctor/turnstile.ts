import * as z from 'zod';
import type { Settings } from '../../worker/platform/settings.ts';
import { whereToGet } from '../docs/setting-words.ts';
import { unknownAnswer, type Asker, type Question } from './ask.ts';
import type { Finding } from './finding.ts';

const ORIGIN = 'https://challenges.cloudflare.com';
const subject = 'Turnstile';

const verdictSchema = z.object({ 'error-codes': z.array(z.string()).default([]) });

/** Secrets that Cloudflare published for tests: by one everybody passes, by the others nobody. */
const isForTests = (secret: string): boolean => /^[123]x0+AA$/.test(secret);

/** Has an answer judged that no visitor gave: a good secret refuses the answer, a bad one is refused itself. */
export async function checkTurnstile(
  { secretKey, baseUrl = ORIGIN }: NonNullable<Settings['turnstile']>,
  asker: Asker,
): Promise<Finding[]> {
  const wrong = (says: string): Finding[] => [{ subject, state: 'wrong', says }];
  const from = whereToGet('TURNSTILE_SECRET_KEY');
  if (isForTests(secretKey))
    return wrong(`TURNSTILE_SECRET_KEY is one that was published for tests. Take your own from ${from}.`);
  const question: Question = {
    vendor: 'Turnstile',
    setting: 'TURNSTILE_BASE_URL',
    url: new URL('/turnstile/v0/siteverify', baseUrl).href,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ secret: secretKey, response: 'no-answer-of-a-visitor' }),
  };
  const answer = await asker.ask(question);
  const verdict = verdictSchema.safeParse(answer.body);
  if (!verdict.success) throw unknownAnswer(question, answer);
  const codes = verdict.data['error-codes'];
  if (codes.includes('invalid-input-secret'))
    return wrong(`Turnstile refuses TURNSTILE_SECRET_KEY. Take it from ${from}.`);
  if (!codes.includes('invalid-input-response')) throw unknownAnswer(question, answer);
  // The site key is asked for by browsers alone, and on the site's own hostnames.
  return [
    { subject, state: 'good', says: 'takes TURNSTILE_SECRET_KEY; the site key shows in a browser alone.' },
  ];
}
