import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { manifestFile } from './build-cdn.ts';
import { root } from './root.ts';

interface ManifestChunk {
  file: string;
  name?: string;
  src?: string;
  imports?: string[];
  dynamicImports?: string[];
}
type Manifest = Record<string, ManifestChunk>;

/** One budget: what was measured and what it may be, in bytes of gzip. */
export interface Budget {
  name: string;
  bytes: number;
  limit: number;
}

const cdn = path.join(root, 'dist/cdn');
const kilo = 1000;
/** Chunks of code that is not ours: the vendors' SDKs and the phone metadata. */
const foreign = /^(stream-chat|phone-metadata)/;

/** Measures the built files against the design's budgets (§7). Build first. */
export function measureSizes(): Budget[] {
  const manifest = JSON.parse(readFileSync(manifestFile, 'utf8')) as Manifest;
  /** A source's chunk and all that it imports; what it imports later is not among it. */
  const closure = (...sources: string[]): Set<string> => {
    const seen = new Set<string>();
    const visit = (key: string) => {
      if (seen.has(key)) return;
      seen.add(key);
      chunk(manifest, key).imports?.forEach(visit);
    };
    sources.map((source) => keyOf(manifest, `widgets/${source}.ts`)).forEach(visit);
    return seen;
  };

  const loader = closure('belfry');
  const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    version: string;
  };
  const base = closure('session/loading');
  const chat = {
    closed: closure('chat/define'),
    open: closure('chat/define', 'chat/define-panel', 'chat/connect'),
    // Comes after the first picture, which needs neither it nor the SDK.
    live: closure('chat/stream-connection'),
  };
  const bell = {
    closed: closure('bell/define'),
    open: closure('bell/define', 'bell/define-feed'),
  };
  const knock = closure('bell/knock-feed');
  const toasts = closure('bell/define-toasts');
  const preferences = closure('preferences/define');
  const otp = closure('otp/define');

  const widgets = [chat.open, bell.open, preferences, otp];
  const shared = union(
    base,
    ...widgets.map(
      (own) => new Set([...own].filter((key) => widgets.some((other) => other !== own && other.has(key)))),
    ),
  );
  const own = (keys: Set<string>) =>
    new Set([...keys].filter((key) => !shared.has(key) && !foreign.test(chunk(manifest, key).name ?? '')));

  const row = (name: string, limit: number, keys: Set<string>): Budget => ({
    name,
    bytes: [...keys].reduce((sum, key) => sum + weigh(chunk(manifest, key).file), 0),
    limit: limit * kilo,
  });
  const common = new Set([...shared].filter((key) => !base.has(key)));
  return [
    row('Loader', 3, loader),
    // No budget of the design: it carries hashes, which do not compress.
    { name: 'Loader of an exact version', bytes: weigh(`${version}/belfry.js`), limit: 3.4 * kilo },
    row('Shared: Lit, base, locale, session', 14, base),
    // No budget of the design, but what two widgets share must not become a place to hide weight.
    row('Common to several widgets: text, views, panels', 12, common),
    row('Bell and feed, without the client of the vendor', 10, own(bell.open)),
    row('Toasts, beyond bell and feed', 6, new Set([...own(toasts)].filter((key) => !bell.open.has(key)))),
    row(
      'Alerts of a bell, and what they do to the page',
      3.5,
      new Set([...closure('bell/alerts/alerts')].filter((key) => !union(loader, base, bell.open).has(key))),
    ),
    // Ours, in place of the vendor's SDK of 21.6 kB; one socket for all feeds of all tabs is part of it.
    row('The client for Knock', 5.5, new Set([...own(knock)].filter((key) => !bell.open.has(key)))),
    row('Chat, default view, without SDK', 26, own(chat.open)),
    row(
      'Chat, what makes it live, without SDK',
      3.5,
      new Set([...own(chat.live)].filter((key) => !chat.open.has(key))),
    ),
    row('Preferences', 8, own(preferences)),
    row('Phone verification, without metadata', 9, own(otp)),
    row('A page with a closed bell', 20, union(loader, base, bell.closed)),
    row('A page with a closed chat launcher', 20, union(loader, base, chat.closed)),
    row('A bell opened and live, with the client', 42, union(loader, base, bell.open, knock)),
    row('A chat opened and live, with SDK', 150, union(loader, base, chat.open, chat.live)),
  ];
}

const weights = new Map<string, number>();

function weigh(file: string): number {
  let bytes = weights.get(file);
  if (bytes === undefined) {
    bytes = gzipSync(readFileSync(path.join(cdn, file)), { level: 9 }).length;
    weights.set(file, bytes);
  }
  return bytes;
}

function union(...sets: ReadonlySet<string>[]): Set<string> {
  return new Set(sets.flatMap((set) => [...set]));
}

/** The chunk of a source file; one that is also imported statically has kept only its name. */
function keyOf(manifest: Manifest, source: string): string {
  const name = path.basename(source, '.ts');
  const found = Object.entries(manifest).find(
    ([, chunk]) => chunk.src === source || (!chunk.src && chunk.name === name),
  );
  if (!found) throw new Error(`${source} is no chunk of the build.`);
  return found[0];
}

function chunk(manifest: Manifest, key: string): ManifestChunk {
  const found = manifest[key];
  if (!found) throw new Error(`The build's manifest has no ${key}.`);
  return found;
}
