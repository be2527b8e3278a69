import * as z from 'zod';
import { unknownAnswer, type Asker, type Question } from './ask.ts';
import type { Finding } from './finding.ts';

const subject = 'Identity';

const keySetSchema = z.object({ keys: z.array(z.looseObject({ kty: z.string() })) });

/** Reads the keys that the site's backend publishes. */
export async function checkKeySet(url: string, asker: Asker): Promise<Finding[]> {
  const question: Question = { vendor: 'Your key set', setting: 'IDENTITY_JWKS_URL', url };
  const answer = await asker.ask(question);
  const wrong = (says: string): Finding[] => [{ subject, state: 'wrong', says }];
  if (answer.status === 404)
    return wrong(
      'There is nothing at IDENTITY_JWKS_URL. Publish your backend’s public keys there, or mend it.',
    );
  if (answer.status !== 200) throw unknownAnswer(question, answer);
  const set = keySetSchema.safeParse(answer.body);
  if (!set.success)
    return wrong('What IDENTITY_JWKS_URL answers is no JSON Web Key Set: `{"keys": […]}` is one.');
  const { keys } = set.data;
  if (keys.length === 0) return wrong('The set at IDENTITY_JWKS_URL holds no key. Publish one.');
  // A shared or a private key in it would let anybody sign.
  if (keys.some((key) => 'd' in key || 'k' in key))
    return wrong(
      'The set at IDENTITY_JWKS_URL shows a private key to everybody. Take it away, and make a new one.',
    );
  return [{ subject, state: 'good', says: `The set at IDENTITY_JWKS_URL has keys: ${keys.length}.` }];
}
