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

/** One budget of the design: what was measured and what it may be, in bytes of gzip. */
export interface Budget {
  name: string;
  bytes: number;
  limit: number;
}

const cdn = path.join(root, 'dist/cdn');
const kilo = 1000;
/** Chunks of code that is not ours: the vendors' SDKs and the phone metadata. */
const foreign = /^(stream-chat|knock-client|phone-metadata)/;

/** Measures the built files against the design's budgets (§7). Build first. */
export function measureSizes(): Budget[] {
  const manifest = JSON.parse(readFileSync(manifestFile, 'utf8')) as Manifest;
  const weights = new Map<string, number>();
  const weigh = (keys: Iterable<string>): number => {
    let sum = 0;
    for (const key of keys) {
      const { file } = chunk(manifest, key);
      let bytes = weights.get(file);
      if (bytes === undefined) {
        bytes = gzipSync(readFileSync(path.join(cdn, file)), { level: 9 }).length;
        weights.set(file, bytes);
      }
      sum += bytes;
    }
    return sum;
  };
  const closure = (...sources: string[]): Set<string> => {
    const seen = new Set<string>();
    const visit = (key: string) => {
      if (seen.has(key)) return;
      seen.add(key);
      chunk(manifest, key).imports?.forEach(visit);
    };
    sources.map((source) => keyOf(manifest, source)).forEach(visit);
    return seen;
  };

  const loader = keyOf(manifest, 'widgets/belfry.ts');
  const widgets = ['chat', 'bell', 'preferences', 'otp'].map((name) => closure(`widgets/${name}/define.ts`));
  const base = closure('widgets/session/page.ts', 'widgets/session/define.ts');
  const shared = new Set([
    ...base,
    ...widgets.flatMap((set) => [...set].filter((key) => inOthers(widgets, set, key))),
  ]);
  shared.delete(loader);
  const own = (...keys: Set<string>[]): Set<string> => {
    const all = new Set(keys.flatMap((set) => [...set]));
    for (const key of all) if (shared.has(key) || key === loader || isForeign(manifest, key)) all.delete(key);
    return all;
  };
  const page = (...keys: Set<string>[]) => new Set([loader, ...base, ...keys.flatMap((set) => [...set])]);

  const [chat, bell, preferences, otp] = widgets as [Set<string>, Set<string>, Set<string>, Set<string>];
  const feed = closure('widgets/bell/define-feed.ts');
  const stream = closure('widgets/chat/stream-connection.ts');
  const knock = closure('widgets/bell/knock-feed.ts');
  const row = (name: string, keys: Set<string>, limit: number): Budget => ({
    name,
    bytes: weigh(keys),
    limit: limit * kilo,
  });
  return [
    row('Loader', new Set([loader]), 3),
    row('Shared: Lit, base, locale, session', shared, 14),
    row('Bell and feed, without SDK', own(bell, feed, knock), 10),
    row('Chat, default view, without SDK', own(chat, stream), 26),
    row('Preferences', own(preferences), 8),
    row('Phone verification, without metadata', own(otp), 9),
    row('A page with a closed bell', page(bell), 20),
    row('A page with a closed chat launcher', page(launcherOf(manifest, chat, closure)), 20),
    row('A bell opened and live, with SDK', page(bell, knock), 42),
    row('A chat opened and live, with SDK', page(chat, stream), 150),
  ];
}

// A launcher loads the chat's panel only when it opens, if the panel is a chunk of its own.
function launcherOf(
  _manifest: Manifest,
  chat: Set<string>,
  _closure: (source: string) => Set<string>,
): Set<string> {
  return chat;
}

function inOthers(all: readonly Set<string>[], own: Set<string>, key: string): boolean {
  return all.some((set) => set !== own && set.has(key));
}

function isForeign(manifest: Manifest, key: string): boolean {
  return foreign.test(chunk(manifest, key).name ?? '');
}

function keyOf(manifest: Manifest, source: string): string {
  if (manifest[source]) return source;
  const found = Object.entries(manifest).find(([, { src }]) => src === source);
  if (!found) throw new Error(`${source} is no chunk of the build.`);
  return found[0];
}

function chunk(manifest: Manifest, key: string): ManifestChunk {
  const found = manifest[key];
  if (!found) throw new Error(`The build's manifest has no ${key}.`);
  return found;
}
