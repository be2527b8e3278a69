/**
 * What is beside the straight way from a number to its verification by a text message: it is fetched while the number
 * is typed, and at once where it is needed before.
 */
export { asideMessages } from './aside-messages.en.ts';
export { styles } from './aside.styles.ts';
export { challengeView } from './challenge-view.ts';
export { Countdown } from './countdown.ts';
export { emailStep } from './email-view.ts';
export { keep } from './keep.ts';
export { offView } from './off-view.ts';
export { problemText } from './problem-text.ts';
export { endedFoot, resendView } from './resend-view.ts';
export { lifeOf } from './proof.ts';
