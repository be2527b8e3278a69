import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { credentials } from '../../sandbox/credentials.ts';
import { stripTypes } from '../../sandbox/platform/strip-types.ts';
import { docsFolder, livePath, pages, samplesOf } from './samples.ts';

const folder = path.join(docsFolder, '.vitepress/live');

/** The pages in which samples run, each the sample's own words, and what they need: by their path below `/docs`. */
export async function liveFiles(): Promise<Map<string, string>> {
  const script = path.join(folder, 'live.ts');
  const files = new Map([
    ['live/live.css', await readFile(path.join(folder, 'live.css'), 'utf8')],
    ['live/live.js', await stripTypes(script, await readFile(script, 'utf8'))],
  ]);
  for (const page of pages()) {
    const live = samplesOf(page, await readFile(path.join(docsFolder, page), 'utf8')).filter(
      (sample) => sample.live,
    );
    for (const [index, { code }] of live.entries()) files.set(livePath(page, index + 1), document_(code));
  }
  return files;
}

const { kid, secret } = credentials.identity;
const { secretKey } = credentials.knock;

const document_ = (sample: string): string => `<!doctype html>
<html lang="en" data-kid="${kid}" data-secret="${secret}" data-knock="${secretKey}">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="robots" content="noindex" />
    <title>A sample</title>
    <link rel="stylesheet" href="/docs/live/live.css" />
    <script type="module" src="/docs/live/live.js"></script>
  </head>
  <body>
    <main>
${sample}
    </main>
  </body>
</html>
`;
