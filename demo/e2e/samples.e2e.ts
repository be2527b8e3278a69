import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { credentials } from '../../sandbox/credentials.ts';
import { findLanguages, type Languages } from '../../scripts/languages.ts';
import type { Session, VerificationApproval } from '../../worker/contract/index.ts';
import { ask } from './ask.ts';
import { languages, runSample, type Deed, type Language } from './samples.ts';
import { control } from './visit.ts';

const { demo, worker } = inject('chain');
let found: Languages;

// Where they are missing they are installed, which takes its time.
beforeAll(() => (found = findLanguages()), 600_000);
beforeEach(() => control.post('/reset'));

/** What a sample of docs/sessions.md gives, run as the shop's backend would run it. */
const sample = (language: Language, deed: Deed, ...args: string[]): Promise<unknown> =>
  runSample(found, 'sessions.md', [language, deed], args, {
    BELFRY_WORKER: worker,
    BELFRY_SERVER_KEY: credentials.serverKey.secret,
    BELFRY_IDENTITY_KEY: `${credentials.identity.kid}:${credentials.identity.secret}`,
    SITE_ORIGIN: demo,
  });

const signIn = (token: unknown): Promise<Session> =>
  ask('POST', '/v1/sessions', { grant: 'identity', token });

/** A number for each, in an area of its own: a range with many codes that nobody gave back looks like an attack. */
const areas = [206, 303, 305, 404, 504, 512, 602, 614, 702, 801];
let lines = 0;

/** Ann verifies a number of hers. */
async function verify(language: Language): Promise<{ phone: string; proof: string }> {
  const phone = `+1${areas[lines % areas.length]}55501${30 + lines}`;
  lines += 1;
  const { accessToken } = await signIn(await sample(language, 'identityToken', 'ann', 'Ann Archer'));
  const start = { to: phone, channel: 'sms' };
  const { id } = await ask<{ id: string }>('POST', '/v1/verifications', start, accessToken);
  const delivered = await control.get(`/messages?to=${encodeURIComponent(phone)}`);
  const code = (delivered as { messages: { code: string }[] }).messages[0]?.code;
  const path = `/v1/verifications/${id}/check`;
  const { proof } = await ask<VerificationApproval>('POST', path, { code }, accessToken);
  return { phone, proof };
}

describe.each(languages)('the samples of docs/sessions.md in %s', { timeout: 300_000 }, (language) => {
  it('say who a visitor is, whatever letters the name has, and a token is good once', async () => {
    const token = await sample(language, 'identityToken', 'ünal/7', 'Özge "Öz" Ünal ✨');
    expect((await signIn(token)).user).toEqual({
      id: 'ünal/7',
      kind: 'site',
      name: 'Özge "Öz" Ünal ✨',
    });
    await expect(signIn(token)).rejects.toThrow(/identity_used/);
    expect(await sample(language, 'identityToken', 'ann', 'Ann')).not.toBe(token);
  });

  it('take a proof once, and the same request again', async () => {
    const { phone, proof } = await verify(language);
    const key = randomUUID();
    const taken = await sample(language, 'takeProof', proof, key);
    expect(taken).toMatchObject({ userId: 'ann', phone, channel: 'sms', origin: demo });
    expect(await sample(language, 'takeProof', proof, key)).toEqual(taken);
    await expect(sample(language, 'takeProof', proof, randomUUID())).rejects.toThrow(/proof_used/);
  });

  it('check one by the published keys alone, and see what is none', async () => {
    const { phone, proof } = await verify(language);
    expect(await sample(language, 'readProof', proof)).toMatchObject({
      iss: worker,
      aud: demo,
      sub: 'ann',
      phone_number: phone,
      amr: ['sms'],
    });
    const [head = '', body = '', signature = ''] = proof.split('.');
    const other = (text: string) => (text.startsWith('A') ? 'B' : 'A') + text.slice(1);
    const written = (claims: object) => Buffer.from(JSON.stringify(claims)).toString('base64url');
    const foreign = await sample(language, 'identityToken', 'ann', 'Ann');
    for (const forged of [
      `${head}.${other(body)}.${signature}`,
      `${head}.${body}.${other(signature)}`,
      `${written({ alg: 'none', typ: 'belfry-proof+jwt' })}.${body}.`,
      `${head}.${body}.`,
      String(foreign),
      'no proof at all',
    ])
      await expect(sample(language, 'readProof', forged), forged).rejects.toThrow(/Command failed/);
  });
});
