/**
 * What the page of a preference link says. `{row}` and `{channel}` are the site's labels: they begin with a capital, so
 * that they stand in quotes or brackets.
 */
export const english = {
  'ask.heading': 'Unsubscribe?',
  'ask.row': 'After this you will no longer get “{row}” ({channel}).',
  'ask.whole': 'After this you will no longer get “{row}”.',
  'ask.all': 'After this you will no longer get anything that can be switched off ({channel}).',
  'ask.button': 'Unsubscribe',
  'done.heading': 'You are unsubscribed',
  'done.text': 'It is saved. You can take it back here.',
  'done.button': 'Undo',
  'already.heading': 'You are already unsubscribed',
  'already.text': 'There is nothing left to do.',
  'restored.heading': 'You are subscribed again',
  'restored.text': 'All is as it was before.',
  'locked.heading': 'These messages stay on',
  'locked.text': 'They are about your account itself, and cannot be switched off.',
  'gone.heading': 'Nothing to unsubscribe from',
  'gone.text': 'These messages are not sent any more.',
  'expired.heading': 'This link has expired',
  'expired.text': 'Open the link of a newer e-mail, or sign in on the site to choose what you get.',
  'invalid.heading': 'This link is not valid',
  'invalid.text': 'It may have been cut off on its way. Open it from the e-mail again.',
  'request.heading': 'That was not understood',
  'request.text': 'Nothing was changed. Use the button to unsubscribe.',
  'busy.heading': 'That did not work',
  'busy.text': 'Nothing was changed. Try again in a moment.',
  'busy.button': 'Try again',
  'off.heading': 'Nothing here',
  'off.text': 'This site has no preferences to change.',
  'center.failed': 'Your other preferences could not be loaded.',
  'center.script': 'Switch on JavaScript to choose everything else, too.',
} as const;

export type LinkKey = keyof typeof english;

/** The page in another language. */
export type LinkWords = Readonly<Record<LinkKey, string>>;
