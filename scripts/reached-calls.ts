import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { answerShapes as knock } from '../sandbox/knock/shapes/answers.ts';
import { answerShapes as stream } from '../sandbox/stream/shapes/answers.ts';
import { answerShapes as twilio } from '../sandbox/twilio/shapes/answers.ts';
import type { AnswerShapes } from '../sandbox/platform/answer-shapes.ts';
import type { Failure } from './failures.ts';

const tables: Readonly<Record<string, AnswerShapes>> = { stream, knock, twilio };

/**
 * The calls of the sandbox's vendors to which no test ever got an answer that is no refusal.
 * @param folder what the tests noted down, a file for each vendor (`REACHED_CALLS`)
 */
export function unreachedCalls(folder: string, shapes = tables): Failure[] {
  return Object.entries(shapes).flatMap(([vendor, { routes }]) => {
    const file = path.join(folder, `${vendor}.txt`);
    const reached = new Set(existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []);
    return Object.keys(routes)
      .filter((call) => !reached.has(call))
      .map((call) => ({ where: `sandbox/${vendor}`, name: call, why: 'No test was answered this call.' }));
  });
}
