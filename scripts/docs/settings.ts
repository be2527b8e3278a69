import { missingSettings, settingNames } from '../../worker/platform/settings.ts';
import { site } from '../../worker/site.ts';
import { memberComments } from './comments.ts';
import { code, table } from './markdown.ts';
import { settingWords } from './setting-words.ts';

/** Every setting that the Worker reads, with where to get it. @throws {Error} when this page and the code differ */
export function settingsTable(): string {
  const described = Object.keys(settingWords);
  const wrong = [
    ...settingNames.filter((name) => !described.includes(name)).map((name) => `${name} is not described`),
    ...described.filter((name) => !settingNames.includes(name)).map((name) => `${name} is no setting`),
  ];
  if (wrong.length > 0) throw new Error(`scripts/docs/setting-words.ts: ${wrong.join(', ')}.`);
  return table(
    ['Name', 'Is', 'Needed', 'Where to get it'],
    settingNames.map((name) => {
      const { secret, is = '', from = '', page } = settingWords[name] ?? {};
      const where = page === undefined ? from : `[${from}](${page})`;
      return [code(name), secret ? `**Secret.** ${is}` : is, needed(name), where];
    }),
  );
}

/** When the Worker does not start without a setting, asked of the Worker's own check. */
function needed(name: string): string {
  const isMissing = (isSet: (other: string) => boolean): boolean =>
    missingSettings(isSet).some((line) => line.split(' ')[0] === name);
  if (name === 'IDENTITY_KEYS') return 'always, or `IDENTITY_JWKS_URL`';
  if (isMissing(() => false)) return 'always';
  const vendor = ['Stream', 'Knock', 'Twilio', 'Turnstile'].find((other) =>
    isMissing((set) => set === `${other.toUpperCase()}_BASE_URL`),
  );
  return vendor === undefined ? '' : `with ${vendor}`;
}

/** The site's policy as it ships, with the words of `worker/platform/site-policy.ts`. */
export function policyTable(): string {
  const comments = memberComments('worker/platform/site-policy.ts', 'sitePolicySchema');
  const said = new Set<string>();
  const rows = leaves(site, comments).map(([name, value]) => {
    let place = name;
    while (!comments.has(place) && place.includes('.')) place = place.slice(0, place.lastIndexOf('.'));
    const comment = comments.get(place) ?? '';
    const words = said.has(comment) ? '' : comment;
    said.add(comment);
    return [code(name), code(value), words];
  });
  return table(['Policy', 'As it ships', 'Means'], rows);
}

/** Each value of the policy by its path. A group stands as one where its parts have no words of their own. */
function leaves(value: object, comments: ReadonlyMap<string, string>, prefix = ''): [string, string][] {
  return Object.entries(value).flatMap(([key, item]: [string, unknown]): [string, string][] => {
    const name = prefix + key;
    if (typeof item !== 'object' || item === null) return [[name, String(item)]];
    if (Array.isArray(item)) {
      const simple = item.every((part) => typeof part !== 'object');
      return [[name, simple ? item.join(' ') : `${item.length} of them`]];
    }
    const described = [...comments.keys()].some((place) => place.startsWith(`${name}.`));
    const flat = Object.values(item).every((part) => typeof part !== 'object');
    if (described || !flat) return leaves(item, comments, `${name}.`);
    return [
      [
        name,
        Object.entries(item)
          .map((part) => part.join(' '))
          .join(', '),
      ],
    ];
  });
}
