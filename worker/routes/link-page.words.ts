/** What the page of a preference link says. `{row}` and `{channel}` are the site's own words. */
const english = {
  'ask.heading': 'Unsubscribe?',
  'ask.row': 'You will no longer get “{row}” by {channel}.',
  'ask.whole': 'You will no longer get “{row}”.',
  'ask.all': 'You will no longer get anything by {channel} that can be switched off.',
  'ask.button': 'Unsubscribe',
  'done.heading': 'You are unsubscribed',
  'done.text': 'It is saved. You can take it back here.',
  'done.button': 'Undo',
  'already.heading': 'You are already unsubscribed',
  'already.text': 'There was nothing left to do.',
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

type Key = keyof typeof english;

const german: Readonly<Record<Key, string>> = {
  'ask.heading': 'Abbestellen?',
  'ask.row': 'Du bekommst „{row}“ nicht mehr per {channel}.',
  'ask.whole': 'Du bekommst „{row}“ nicht mehr.',
  'ask.all': 'Du bekommst per {channel} nichts mehr, was sich abschalten lässt.',
  'ask.button': 'Abbestellen',
  'done.heading': 'Abbestellt',
  'done.text': 'Das ist gespeichert. Hier kannst du es zurücknehmen.',
  'done.button': 'Rückgängig machen',
  'already.heading': 'Schon abbestellt',
  'already.text': 'Es gab nichts mehr zu tun.',
  'restored.heading': 'Wieder bestellt',
  'restored.text': 'Alles ist wie vorher.',
  'locked.heading': 'Diese Nachrichten bleiben an',
  'locked.text': 'Es geht in ihnen um dein Konto selbst. Sie lassen sich nicht abschalten.',
  'gone.heading': 'Nichts abzubestellen',
  'gone.text': 'Diese Nachrichten werden nicht mehr verschickt.',
  'expired.heading': 'Dieser Link ist abgelaufen',
  'expired.text': 'Öffne den Link einer neueren E-Mail, oder melde dich auf der Seite an, um auszuwählen.',
  'invalid.heading': 'Dieser Link ist ungültig',
  'invalid.text': 'Vielleicht wurde er unterwegs abgeschnitten. Öffne ihn noch einmal aus der E-Mail.',
  'request.heading': 'Das war nicht zu verstehen',
  'request.text': 'Es wurde nichts geändert. Mit dem Knopf bestellst du ab.',
  'busy.heading': 'Das hat nicht geklappt',
  'busy.text': 'Es wurde nichts geändert. Versuche es gleich noch einmal.',
  'busy.button': 'Noch einmal',
  'off.heading': 'Hier ist nichts',
  'off.text': 'Auf dieser Seite gibt es nichts einzustellen.',
  'center.failed': 'Deine anderen Einstellungen konnten nicht geladen werden.',
  'center.script': 'Schalte JavaScript ein, um auch alles andere auszuwählen.',
};

const languages: Readonly<Record<string, Readonly<Record<Key, string>>>> = { en: english, de: german };

export interface Words {
  /** BCP 47, of the page. */
  readonly lang: string;
  say(key: Key, parameters?: Readonly<Record<string, string>>): string;
}

/** The visitor's language, of those that the site speaks and this page does. @param accept the Accept-Language header */
export function wordsFor(accept: string | undefined, locales: readonly string[]): Words {
  const spoken = locales
    .map((tag) => tag.split('-')[0] ?? tag)
    .filter((tag) => Object.hasOwn(languages, tag));
  const wanted = (accept ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
      const weight = Number(
        parameters
          .find((text) => text.trim().startsWith('q='))
          ?.trim()
          .slice(2) ?? 1,
      );
      return { tag: tag.split('-')[0] ?? tag, weight: Number.isNaN(weight) ? 0 : weight };
    })
    .sort((a, b) => b.weight - a.weight);
  const lang = wanted.find(({ tag, weight }) => weight > 0 && spoken.includes(tag))?.tag ?? spoken[0] ?? 'en';
  const catalogue = languages[lang] ?? english;
  return {
    lang,
    say: (key, parameters = {}) =>
      catalogue[key].replace(/\{(\w+)\}/g, (_, name: string) => parameters[name] ?? ''),
  };
}
