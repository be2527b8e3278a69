import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Profile } from '../services/profile.ts';

const profile: Profile = { id: 'ann', kind: 'site', name: 'Ann Archer' };
const origin = 'https://shop.example';
const names = (function* () {
  for (let index = 0; ; index += 1) yield `object-${index}`;
})();
const nextName = (): string => names.next().value;

const keepsNothing = (stub: DurableObjectStub): Promise<boolean> =>
  runInDurableObject(stub, (_, { storage }) =>
    storage.sql
      .exec("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_cf%' ESCAPE '\\'")
      .toArray(),
  ).then((tables) => tables.length === 0);

describe('Limiter', () => {
  const limit = { limit: 5, window: 60_000 };

  test('lets through exactly its limit, however many ask at the same time', async () => {
    const limiter = env.LIMITERS.getByName(nextName());
    const now = Date.now();
    const takes = await Promise.all(Array.from({ length: 50 }, () => limiter.take(limit, now)));
    expect(takes.filter(({ allowed }) => allowed)).toHaveLength(5);
    expect(takes.find(({ allowed }) => !allowed)).toEqual({ allowed: false, retryAfterMs: 60_000 });
  });

  test('never lets more through in any window, whenever they come', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(30_000), { maxLength: 30 }), async (gaps) => {
        const limiter = env.LIMITERS.getByName(nextName());
        const granted: number[] = [];
        let now = Date.now();
        for (const gap of gaps) {
          now += gap;
          const take = await limiter.take(limit, now);
          const inWindow = granted.filter((at) => at > now - limit.window).length;
          expect(take.allowed).toBe(inWindow < limit.limit);
          if (take.allowed) granted.push(now);
        }
      }),
      { numRuns: 15 },
    );
  });

  test.each([5, 1000])('of %d gives back what is not to count after all, once', async (most) => {
    const limiter = env.LIMITERS.getByName(nextName());
    const [wide, now] = [{ limit: most, window: 60_000 }, Date.now()];
    await limiter.giveBack(wide, now);
    for (const at of [now, now + 1]) await limiter.take(wide, at);
    await limiter.giveBack(wide, now);
    expect(await limiter.count(wide, now + 2)).toBe(1);
    await limiter.giveBack(wide, now - 30_000);
    expect(await limiter.count(wide, now + 2)).toBe(1);
  });

  test('remembers over an eviction, and empties itself once idle', async () => {
    const limiter = env.LIMITERS.getByName(nextName());
    const now = Date.now();
    for (let index = 0; index < 5; index += 1) await limiter.take(limit, now);
    await evictDurableObject(limiter);
    expect((await limiter.take(limit, now)).allowed).toBe(false);
    expect(await runDurableObjectAlarm(limiter)).toBe(true);
    expect(await keepsNothing(limiter)).toBe(true);
  });
});

describe('SessionFamily', () => {
  const open = async () => {
    const family = env.SESSION_FAMILIES.getByName(nextName());
    const now = Date.now();
    const secret = await family.open({ profile, origin, idle: 60_000, longest: 600_000, now });
    return { family, secret, now };
  };
  const secretOf = (rotation: { outcome: string; secret?: string }): string =>
    rotation.secret ?? rotation.outcome;

  test('keeps no refresh token, only its hash', async () => {
    const { family, secret } = await open();
    const rows = await runInDurableObject(family, (_, { storage }) =>
      storage.sql.exec('SELECT * FROM token').toArray(),
    );
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(secret);
  });

  test('lives through requests that come at the same time', async () => {
    const { family, secret, now } = await open();
    const rotations = await Promise.all(Array.from({ length: 10 }, () => family.rotate(secret, origin, now)));
    expect(rotations.map(({ outcome }) => outcome)).toEqual(new Array(10).fill('renewed'));
    expect(new Set(rotations.map(secretOf)).size).toBe(10);
  });

  test('of which a spent token comes back ends, whatever came between', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 2, max: 8 }), fc.nat(5), async (renewals, spentIndex) => {
        fc.pre(spentIndex <= renewals - 2);
        const { family, secret, now } = await open();
        const secrets = [secret];
        for (let index = 0; index < renewals; index += 1) {
          secrets.push(secretOf(await family.rotate(secrets.at(-1) ?? '', origin, now)));
        }
        expect((await family.rotate(secrets[spentIndex] ?? '', origin, now)).outcome).toBe('reused');
        expect((await family.rotate(secrets.at(-1) ?? '', origin, now)).outcome).toBe('refused');
        expect(await keepsNothing(family)).toBe(true);
      }),
      { numRuns: 10 },
    );
  });

  test('ends when two parties renew it, however evenly they take turns', async () => {
    const { family, secret, now } = await open();
    const owner = secretOf(await family.rotate(secret, origin, now));
    const thief = secretOf(await family.rotate(secret, origin, now));
    const stolen = secretOf(await family.rotate(thief, origin, now));
    expect((await family.rotate(owner, origin, now)).outcome).toBe('reused');
    expect((await family.rotate(stolen, origin, now)).outcome).toBe('refused');
    expect(await keepsNothing(family)).toBe(true);
  });

  test('survives an eviction, and ends when nobody renews it', async () => {
    const { family, secret, now } = await open();
    await evictDurableObject(family);
    const renewed = await family.rotate(secret, origin, now);
    expect(renewed).toMatchObject({ outcome: 'renewed', profile });
    expect(await runDurableObjectAlarm(family)).toBe(true);
    expect(await keepsNothing(family)).toBe(true);
    expect((await family.rotate(secretOf(renewed), origin, now)).outcome).toBe('refused');
    expect(await family.profile(now)).toBeUndefined();
  });

  test('that was never opened keeps nothing, whatever it is asked', async () => {
    const family = env.SESSION_FAMILIES.getByName(nextName());
    expect((await family.rotate('guess', origin, Date.now())).outcome).toBe('refused');
    expect(await family.profile(Date.now())).toBeUndefined();
    expect(await keepsNothing(family)).toBe(true);
  });
});

describe('VerificationObject', () => {
  const counts = { resendAfter: [30], sends: 3, checks: 3 };
  const ticket = { id: 'ticket', owner: undefined };
  const open = async () => {
    const verification = env.VERIFICATIONS.getByName(nextName());
    const now = Date.now();
    const begin = (id: string, owner?: string, at = now) =>
      verification.begin({
        ticket: { id, owner },
        address: '+12125550123',
        channel: 'sms',
        locale: 'de',
        answered: false,
        lifetime: 600_000,
        counts,
        now: at,
      });
    await begin(ticket.id);
    return { verification, now, begin };
  };

  test('counts over an eviction', async () => {
    const { verification, now } = await open();
    await verification.takeCheck(ticket, now);
    await evictDurableObject(verification);
    expect(await verification.takeCheck(ticket, now)).toMatchObject({
      allowed: true,
      state: { checksLeft: 1 },
    });
  });

  test('is approved once, and then forgets the phone', async () => {
    const { verification, now } = await open();
    const approvals = await Promise.all([
      verification.approve(ticket),
      verification.approve(ticket),
      verification.approve(ticket),
    ]);
    expect(approvals.filter(Boolean)).toHaveLength(1);
    expect(await keepsNothing(verification)).toBe(true);
    expect(await verification.takeCheck(ticket, now)).toMatchObject({ refusal: 'not_found' });
  });

  test('gives out tickets for the one code on its way, and sends by the schedule', async () => {
    const { begin, now } = await open();
    expect(await begin('second', undefined, now + 29_999)).toMatchObject({
      send: false,
      state: { sendsLeft: 2 },
    });
    expect(await begin('third', undefined, now + 30_000)).toMatchObject({
      send: true,
      state: { sendsLeft: 1 },
    });
  });

  test('gives out no tickets without end', async () => {
    const { begin } = await open();
    const begun = await Promise.all(Array.from({ length: 30 }, (_, index) => begin(`ticket-${index}`)));
    expect(begun.filter(({ allowed }) => allowed)).toHaveLength(19);
    expect(begun.at(-1)).toMatchObject({ refusal: 'too_many_sends' });
  });

  test('knows the language that it began in, also for the next send', async () => {
    const { verification, now } = await open();
    const later = await verification.takeSend(ticket, 'sms', now + 31_000);
    expect(later).toMatchObject({ allowed: true, state: { locale: 'de', sendsLeft: 1 } });
  });

  test('counts checks over all its tickets, and beginning anew gives none back', async () => {
    const { begin, verification, now } = await open();
    await begin('second');
    const second = { id: 'second', owner: undefined };
    await verification.takeCheck(ticket, now);
    await verification.takeCheck(second, now);
    await verification.takeCheck(ticket, now);
    expect(await verification.takeCheck(second, now)).toMatchObject({ refusal: 'too_many_checks' });
    expect(await begin('third', undefined, now + 60_000)).toMatchObject({ refusal: 'too_many_checks' });
    expect(await begin('fourth', undefined, now + 600_000)).toMatchObject({
      send: true,
      state: { checksLeft: 3 },
    });
  });

  test('that somebody began is nothing to anybody else', async () => {
    const { begin, verification, now } = await open();
    await begin('bound', 'owner');
    for (const owner of [undefined, 'other']) {
      const foreign = { id: 'bound', owner };
      expect(await verification.takeCheck(foreign, now)).toEqual({ allowed: false, refusal: 'not_found' });
      expect(await verification.approve(foreign)).toBe(false);
    }
    const own = { id: 'bound', owner: 'owner' };
    expect(await verification.takeCheck(own, now)).toMatchObject({ allowed: true });
    expect(await verification.approve(own)).toBe(true);
  });

  test('takes back a send that never left: the next may go at once, and guesses stay counted', async () => {
    const { begin, verification, now } = await open();
    await verification.takeCheck(ticket, now);
    await verification.returnSend(now);
    expect(await begin('second')).toMatchObject({ send: true, state: { sendsLeft: 2, checksLeft: 2 } });
  });

  test('forgets the phone when nobody comes back', async () => {
    const { verification } = await open();
    expect(await runDurableObjectAlarm(verification)).toBe(true);
    expect(await keepsNothing(verification)).toBe(true);
  });

  test('that was never opened keeps nothing, whatever it is asked', async () => {
    const verification = env.VERIFICATIONS.getByName(nextName());
    expect(await verification.read(ticket, Date.now())).toEqual({ allowed: false, refusal: 'not_found' });
    await verification.returnCheck(Date.now());
    await verification.returnSend(Date.now());
    await verification.accept();
    expect(await verification.approve(ticket)).toBe(false);
    expect(await keepsNothing(verification)).toBe(true);
  });
});

describe('Claim', () => {
  test('is held by exactly one, however many claim it at the same time, and then empties itself', async () => {
    const claim = env.CLAIMS.getByName(nextName());
    const until = Date.now() + 60_000;
    const held = await Promise.all(
      Array.from({ length: 30 }, (_, index) => claim.claim(`value-${index}`, until)),
    );
    expect(new Set(held).size).toBe(1);
    await evictDurableObject(claim);
    expect(await claim.claim('late', until)).toBe(held[0]);
    expect(await runDurableObjectAlarm(claim)).toBe(true);
    expect(await keepsNothing(claim)).toBe(true);
  });

  test('that nobody made leaves nothing behind when it is asked for', async () => {
    const claim = env.CLAIMS.getByName(nextName());
    expect(await claim.held()).toBeUndefined();
    expect(await keepsNothing(claim)).toBe(true);
  });
});

describe('SignOuts', () => {
  test('know the last one, whatever the order they are told in, until no session of before can live', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(1_000_000), { minLength: 1, maxLength: 8 }), async (times) => {
        const signOuts = env.SIGN_OUTS.getByName(nextName());
        for (const at of times) await signOuts.record(at, Date.now() + 60_000);
        expect(await signOuts.last()).toBe(Math.max(...times));
        await runDurableObjectAlarm(signOuts);
        expect(await keepsNothing(signOuts)).toBe(true);
      }),
      { numRuns: 15 },
    );
  });

  test('end the sessions of before and no later one, however many there are', async () => {
    const user = nextName();
    const open = async (now: number) => {
      const family = env.SESSION_FAMILIES.getByName(nextName());
      const mine: Profile = { id: user, kind: 'site' };
      const secret = await family.open({ profile: mine, origin, idle: 60_000, longest: 600_000, now });
      return { family, secret };
    };
    const now = Date.now();
    const before = await Promise.all(Array.from({ length: 20 }, (_, index) => open(now - index)));
    await env.SIGN_OUTS.getByName(user).record(now, now + 600_000);
    const later = await open(now + 1);
    for (const { family, secret } of before) {
      expect((await family.rotate(secret, origin, now + 2)).outcome).toBe('refused');
      expect(await keepsNothing(family)).toBe(true);
    }
    expect((await later.family.rotate(later.secret, origin, now + 2)).outcome).toBe('renewed');
  });
});
