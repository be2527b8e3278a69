import type {
  Session as SessionAnswer,
  Verification,
  VerificationChannel,
} from '../../worker/contract/index.ts';
import type { Problem } from '../session/problem.ts';

/** A channel that reaches a phone. */
export type PhoneChannel = Exclude<VerificationChannel, 'email'>;

/** A verification that was asked for by such a channel. */
export type PhoneVerification = Verification & { channel: PhoneChannel };

/** What is wrong with a number before anybody was asked. */
export type NumberFault = 'missing' | 'short' | 'long';

export interface OtpState {
  /** Whether the site's settings are known. `off`: the site does not verify phones. */
  status: 'loading' | 'ready' | 'off' | 'error';
  step: 'phone' | 'code' | 'verified';
  /** What is on its way. */
  busy: 'send' | 'check' | undefined;
  /** ISO 3166-1 alpha-2 codes to choose from. */
  countries: readonly string[];
  /** In the order to offer them. */
  channels: readonly PhoneChannel[];
  codeLength: number;
  country: string;
  /** The number as it stands in the field. */
  number: string;
  fault: NumberFault | undefined;
  /** The digits typed so far. */
  code: string;
  verification: PhoneVerification | undefined;
  /** How often the code was sent in this verification. */
  sends: number;
  /** How many codes were refused: a change means that the field was cleared for another try. */
  refusals: number;
  /** The verification takes no more codes; a new one can be sent. */
  ended: boolean;
  /** ms since the epoch before which the Worker sends no further code. */
  resendAt: number;
  problem: Problem | undefined;
}

/** Told of what happened. */
export interface OtpObserver {
  sent(verification: PhoneVerification): void;
  verified(verification: PhoneVerification, session: SessionAnswer): void;
  failed(problem: Problem): void;
}

/** What the element was given; all of it may change while no number has been typed. */
export interface OtpOptions {
  country?: string | undefined;
  phone?: string | undefined;
  /** Empty: those of the site. */
  channels?: readonly string[];
  /** BCP 47: the visitor's languages, for a guess of the country. */
  languages?: readonly string[];
  /** BCP 47: the language of the message. */
  locale?: string;
}

/** What a new beginning starts with; the number and its country stay. */
export const blank = {
  step: 'phone',
  busy: undefined,
  fault: undefined,
  code: '',
  verification: undefined,
  sends: 0,
  refusals: 0,
  ended: false,
  resendAt: 0,
  problem: undefined,
} as const satisfies Partial<OtpState>;
