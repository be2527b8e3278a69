import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { settingNames } from '../../worker/platform/settings.ts';

interface Sources {
  /** `vars` of wrangler.jsonc. */
  readonly vars: Readonly<Record<string, string>>;
  /** A file of `NAME=value` lines. */
  readonly file: string;
  /** Whether the file was asked for by name, so that it must be there. */
  readonly named: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/**
 * The settings as they stand on this machine: the file's over the configuration's, the environment's over both.
 * @throws {Error} when the file was asked for, and cannot be read
 */
export function gatherSettings({ vars, file, named, environment }: Sources): Record<string, string> {
  const layers = [vars, readFile(file, named), environment];
  const found: Record<string, string> = {};
  for (const layer of layers) {
    for (const name of settingNames) {
      const value = layer[name];
      if (value !== undefined && value !== '') found[name] = value;
    }
  }
  return found;
}

function readFile(file: string, named: boolean): Record<string, string | undefined> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    if (named) throw new Error(`${file} cannot be read.`);
    return {};
  }
  return parseEnv(text);
}
