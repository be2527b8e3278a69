import { beforeEach, expect, test } from 'vitest';
import { advanceClock, deliveries, resetSandbox } from '../../testing/sandbox.ts';
import { TestWorker } from '../../testing/test-worker.ts';

beforeEach(() => resetSandbox());

let used = 0;
test.each([
  ['de', 'Ihr Bestätigungscode'],
  ['pl-PL', 'Twój kod weryfikacyjny'],
  ['pt-br', 'O seu código de verificação'],
  ['zh-CN', '验证码'],
  ['zh-TW', '驗證碼'],
  ['zh-Hant-MO', '驗證碼'],
  // Of these Twilio has nothing: it speaks as the number's country does.
  ['fa', 'verification code is'],
  ['sr-Latn', 'verification code is'],
])('a code is sent, and sent again, in what Twilio has of a site’s %s', async (locale, words) => {
  const worker = new TestWorker({ policy: { locales: ['en', locale] } });
  const to = `+121855500${String((used += 1)).padStart(2, '0')}`;
  const { id } = await worker.call('createVerification', { body: { to, channel: 'sms', locale } });
  worker.advance(60);
  await advanceClock(60);
  await worker.call('sendVerification', { params: { id }, body: {} });
  const texts = (await deliveries(to)).map(({ body }) => body);
  expect(texts).toEqual([expect.stringContaining(words), expect.stringContaining(words)]);
});
