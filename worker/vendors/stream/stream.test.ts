import fc from 'fast-check';
import { SignJWT } from 'jose';
import { describe, expect, test } from 'vitest';
import { utf8 } from '../../platform/crypto.ts';
import { StreamSigner } from './token.ts';
import { fromStreamId, toStreamId } from './user-id.ts';

describe('a Stream id', () => {
  const ids = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom('@', 'x', '4', '0', '2', 'e', 'f', '.', 'ä', '-') }),
  );

  test('has only letters that Stream takes, and leads back to the site’s id', () => {
    fc.assert(
      fc.property(ids, (id) => {
        const streamId = toStreamId(id);
        expect(streamId).toMatch(/^[\w@-]*$/);
        expect(fromStreamId(streamId)).toBe(id);
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    ['ann', 'ann'],
    ['user_1-B', 'user_1-B'],
    ['ann@example.com', 'ann@example@x2ecom'],
    ['auth0|7', 'auth0@x7c7'],
    ['@x2e', '@x40x2e'],
    ['Zoë', 'Zo@xc3@xab'],
  ])('of %s is %s', (id, streamId) => {
    expect(toStreamId(id)).toBe(streamId);
  });
});

describe('a Stream token', () => {
  test('is written byte for byte as another signer writes it', async () => {
    const signer = new StreamSigner('sandbox-secret');
    const sign = (payload: Record<string, unknown>) =>
      new SignJWT(payload).setProtectedHeader({ alg: 'HS256', typ: 'JWT' }).sign(utf8('sandbox-secret'));
    expect(await signer.user('ann', 1_800_000_000, 1_799_996_400)).toBe(
      await sign({ user_id: 'ann', exp: 1_800_000_000, iat: 1_799_996_400 }),
    );
    expect(await signer.server()).toBe(await sign({ server: true }));
  });
});
