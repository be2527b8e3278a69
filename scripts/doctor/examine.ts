import { examineSettings, settingNames } from '../../worker/platform/settings.ts';
import { policyProblems } from '../../worker/platform/site-policy.ts';
import { site } from '../../worker/site.ts';
import { whereToGet } from '../docs/setting-words.ts';
import { Asker, NoVerdict } from './ask.ts';
import type { Finding } from './finding.ts';
import { checkKeySet } from './key-set.ts';
import { checkKnock } from './knock.ts';
import { checkStream } from './stream.ts';
import { checkTurnstile } from './turnstile.ts';
import { checkTwilio } from './twilio.ts';

/** How far (s) a clock may be off before tokens that it dates are refused. */
const TOLERABLE_SKEW = 30;

export interface ExamineOptions {
  /** ms */
  readonly now?: () => number;
  /** ms that a vendor may take for an answer. */
  readonly timeout?: number;
  /** What `worker/site.ts` says, unless it is another. */
  readonly policy?: unknown;
}

/**
 * Checks the settings as the Worker does when it starts, and asks each vendor, by a call that changes nothing, whether
 * it takes its keys, and sends codes as the site's policy has them. A vendor whose settings are malformed is not asked.
 */
export async function examine(
  env: Readonly<Record<string, unknown>>,
  { now = Date.now, timeout = 8000, policy = site }: ExamineOptions = {},
): Promise<Finding[]> {
  const { problems, vendors, settings } = examineSettings(env);
  const asker = new Asker(now, timeout);
  const { stream, knock, twilio, turnstile } = vendors;
  const jwksUrl = settings?.identity.jwksUrl;
  const findings = await Promise.all([
    check('Stream', stream && (() => checkStream(stream, asker))),
    check('Knock', knock && (() => checkKnock(knock, asker))),
    check('Twilio', twilio && (() => checkTwilio(twilio, site.verification.codeLength, asker))),
    check('Turnstile', turnstile && (() => checkTurnstile(turnstile, asker))),
    check('Identity', jwksUrl === undefined ? undefined : () => checkKeySet(jwksUrl, asker)),
  ]);
  return [
    ...settingFindings(problems),
    ...policyProblems(policy).map(
      (says) => ({ subject: 'Policy', state: 'wrong', says: `${says}.` }) as const,
    ),
    ...findings.flat(),
    ...switchedOff(env),
    ...clockFindings(asker.skew),
  ];
}

async function check(subject: string, run: (() => Promise<Finding[]>) | undefined): Promise<Finding[]> {
  try {
    return (await run?.()) ?? [];
  } catch (error) {
    if (error instanceof NoVerdict) return [{ subject, state: 'wrong', says: error.message }];
    throw error;
  }
}

function settingFindings(problems: readonly string[]): Finding[] {
  const subject = 'Settings';
  if (problems.length === 0)
    return [{ subject, state: 'good', says: 'All that are needed are set, and of the right form.' }];
  return problems.map((problem) => {
    const [name = ''] = problem.split(' ');
    return { subject, state: 'wrong', says: `${problem}. ${whereToGet(name)}.` };
  });
}

/** The vendors of which nothing is set: that may be meant. */
function switchedOff(env: Readonly<Record<string, unknown>>): Finding[] {
  const isSet = (name: string): boolean => env[name] !== undefined && env[name] !== '';
  return ['Stream', 'Knock', 'Twilio', 'Turnstile']
    .filter((vendor) => {
      const names = settingNames.filter((name) => name.startsWith(`${vendor.toUpperCase()}_`));
      return !names.some(isSet);
    })
    .map((subject) => ({
      subject,
      state: 'off',
      says: `is off: nothing that begins with ${subject.toUpperCase()}_ is set.`,
    }));
}

function clockFindings(skew: number | undefined): Finding[] {
  if (skew === undefined) return [];
  const subject = 'Clock';
  const seconds = Math.abs(skew);
  if (seconds <= TOLERABLE_SKEW) return [{ subject, state: 'good', says: 'goes as the vendors’ do.' }];
  return [
    {
      subject,
      state: 'wrong',
      says: `This machine’s clock is ${seconds} s ${skew > 0 ? 'ahead of' : 'behind'} the vendors’. Set it: a backend whose clock is off signs identity tokens that are refused.`,
    },
  ];
}
