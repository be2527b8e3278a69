import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { samples as allSamples } from '../../scripts/docs/samples.ts';
import type { Languages } from '../../scripts/languages.ts';
import { root } from '../../scripts/root.ts';

const run = promisify(execFile);

/** What a backend does by a sample; most languages' people write such names in snake case. */
const snake = {
  identityToken: 'identity_token',
  takeProof: 'take_proof',
  readProof: 'read_proof',
} as const;
export type Deed = keyof typeof snake;
const deeds = Object.keys(snake) as Deed[];

export const languages = ['js', 'python', 'php', 'ruby', 'go'] as const;
export type Language = (typeof languages)[number];

/** How a sample is made a program that prints, as JSON, what its deed gives for two arguments at the most. */
const programs: Record<
  Exclude<Language, 'go'>,
  { file: string; call: (deed: Deed) => string; command: (found: Languages) => [string, ...string[]] }
> = {
  js: {
    file: 'sample.mjs',
    call: (deed) => `console.log(JSON.stringify(await ${deed}(...process.argv.slice(2))))`,
    command: () => [process.execPath],
  },
  python: {
    file: 'sample.py',
    call: (deed) => `import json, sys\nprint(json.dumps(${snake[deed]}(*sys.argv[1:])))`,
    command: ({ python }) => [python],
  },
  php: {
    file: 'sample.php',
    call: (deed) => `echo json_encode(${snake[deed]}(...array_slice($argv, 1)));`,
    command: ({ php }) => [php, '-d', 'display_errors=stderr', '-d', 'error_reporting=E_ALL'],
  },
  ruby: {
    file: 'sample.rb',
    call: (deed) => `puts JSON.generate(${snake[deed]}(*ARGV))`,
    command: ({ ruby }) => [ruby, '-w'],
  },
};

/** What a deed is called in a sample of a language. */
const nameOf = (deed: Deed, language: Language): string =>
  language === 'js'
    ? deed
    : language === 'go'
      ? `${deed.charAt(0).toUpperCase()}${deed.slice(1)}`
      : snake[deed];

/**
 * A page's samples in a language that a test runs, from `docs/`.
 * @throws {Error} for one that does nothing that is known here: no test would run it
 */
function samplesOf(page: string, language: Language): string[] {
  const found = allSamples().filter(
    (sample) => sample.page === page && sample.kind === language && sample.notRun === undefined,
  );
  for (const { code, line } of found) {
    if (!deeds.some((deed) => code.includes(`${nameOf(deed, language)}(`)))
      throw new Error(`docs/${page}:${line}: a sample that does nothing that a test knows.`);
  }
  return found.map(({ code }) => code);
}

/**
 * What a sample of a page gives, run as a backend would run it: as it stands there, in a process of its own.
 * @param page from `docs/`
 * @param env what the page says that the backend knows
 * @throws {Error} with what it printed to its error output
 */
export async function runSample(
  found: Languages,
  page: string,
  [language, deed]: readonly [Language, Deed],
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<unknown> {
  if (language === 'go') {
    const building = programsInGo.get(page) ?? goProgram(found, page);
    programsInGo.set(page, building);
    return execute([await building, deed, ...args], env);
  }
  // Within the repository, so that packages are found.
  await mkdir(join(root, '.cache'), { recursive: true });
  const folder = await mkdtemp(join(root, '.cache/sample-'));
  try {
    const samples = samplesOf(page, language);
    return await execute([...(await program(found, folder, samples, [language, deed])), ...args], env);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function execute(
  [command = '', ...args]: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<unknown> {
  const { stdout } = await run(command, args, { cwd: root, env: { ...process.env, ...env } });
  return JSON.parse(stdout);
}

async function program(
  found: Languages,
  folder: string,
  samples: readonly string[],
  [language, deed]: readonly [Exclude<Language, 'go'>, Deed],
): Promise<string[]> {
  const { file, call, command } = programs[language];
  const name = nameOf(deed, language);
  const sample = samples.find((text) => text.includes(`${name}(`));
  if (sample === undefined) throw new Error(`There is no sample ${name} in ${language}.`);
  await writeFile(join(folder, file), `${sample}\n${call(deed)}\n`);
  return [...command(found), join(folder, file)];
}

/** Nothing from elsewhere: the standard library is all that the samples name. */
const goEnv = { GOPROXY: 'off', GOTOOLCHAIN: 'local', GOFLAGS: '', GOCACHE: join(root, '.cache/go') };

/** One program of all samples of a page: compiling is most of the work. */
const programsInGo = new Map<string, Promise<string>>();

/** A program that does the deed that its first argument names. A package's files belong together: all are compiled. */
async function goProgram({ go }: Languages, page: string): Promise<string> {
  const samples = samplesOf(page, 'go');
  if (samples.length === 0) throw new Error('There is no sample in Go.');
  const folder = join(root, '.cache/samples-go');
  await rm(folder, { recursive: true, force: true });
  await mkdir(join(folder, 'belfry'), { recursive: true });
  await writeFile(join(folder, 'go.mod'), 'module shop\n\ngo 1.18\n');
  await Promise.all(
    samples.map((sample, index) => writeFile(join(folder, 'belfry', `sample${index}.go`), sample)),
  );
  await writeFile(join(folder, 'main.go'), goMain);
  const env = { ...process.env, ...goEnv };
  await run(go, ['vet', './...'], { cwd: folder, env });
  await run(go, ['build', '-o', join(folder, 'shop'), '.'], { cwd: folder, env });
  return join(folder, 'shop');
}

const goMain = `package main

import (
	"encoding/json"
	"fmt"
	"os"
	"shop/belfry"
)

func main() {
	var given any
	var err error
	switch args := os.Args[2:]; os.Args[1] {
	case "identityToken":
		given, err = belfry.IdentityToken(args[0], args[1])
	case "takeProof":
		given, err = belfry.TakeProof(args[0], args[1])
	default:
		given, err = belfry.ReadProof(args[0])
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	json.NewEncoder(os.Stdout).Encode(given)
}
`;
