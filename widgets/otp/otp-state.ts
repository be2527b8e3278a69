import type {
  Config,
  Session as SessionAnswer,
  Verification,
  VerificationApproval,
  VerificationChannel,
} from '../../worker/contract/index.ts';
import type { Problem } from '../session/problem.ts';

/** What a visitor is reached by. */
export type AddressKind = 'phone' | 'email';

/** The challenge of the site: a new object each time that it is to be answered. */
export type Challenge = NonNullable<Config['verification']['challenge']>;

/** What the Worker answers to the right code. */
export type Approval = VerificationApproval;

/** What is wrong before anybody was asked: with the address, or because the challenge could not be shown. */
export type Fault = 'missing' | 'short' | 'long' | 'email' | 'challenge';

/** A verification that is under way: what a reload keeps. */
export interface Underway {
  verification: Verification;
  /** How often the code was sent. */
  sends: number;
}

export interface OtpState {
  /** Whether the site's settings are known. `off`: the site does not verify phones. */
  status: 'loading' | 'ready' | 'off' | 'error';
  step: 'phone' | 'code' | 'verified';
  /** What is on its way. */
  busy: 'send' | 'check' | undefined;
  /** ISO 3166-1 alpha-2 codes to choose from. */
  countries: readonly string[];
  /** In the order to offer them. */
  channels: readonly VerificationChannel[];
  codeLength: number;
  /** What the first step asks for. */
  by: AddressKind;
  country: string;
  /** The number as it stands in the field. */
  number: string;
  /** The e-mail address as it stands in the field. */
  email: string;
  fault: Fault | undefined;
  /** What is to be answered before a code is sent. */
  challenge: Challenge | undefined;
  /** The digits typed so far. */
  code: string;
  verification: Verification | undefined;
  /** How often the code was sent in this verification. */
  sends: number;
  /** How many codes were refused: a change means that the field was cleared for another try. */
  refusals: number;
  /** The verification takes no more codes; a new one can be sent. */
  ended: boolean;
  /** ms since the epoch before which the Worker sends no further code. */
  resendAt: number;
  /** The signed proof for the site's backend, once verified; `lapsed` when its time is over. */
  proof: string;
  lapsed: boolean;
  problem: Problem | undefined;
}

/** Told of what happened. */
export interface OtpObserver {
  sent(verification: Verification): void;
  verified(verification: Verification, session: SessionAnswer): void;
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
  /** The page takes the session over that the right code opens. */
  signin?: boolean;
}

/** What a new beginning starts with; the address stays. */
export const blank = {
  step: 'phone',
  busy: undefined,
  fault: undefined,
  challenge: undefined,
  proof: '',
  lapsed: false,
  code: '',
  verification: undefined,
  sends: 0,
  refusals: 0,
  ended: false,
  resendAt: 0,
  problem: undefined,
} as const satisfies Partial<OtpState>;
