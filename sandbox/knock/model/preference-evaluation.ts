import * as z from 'zod';
import type { Channel } from './channels.ts';
import type { ConditionScope } from './conditions.ts';
import { condition, holds } from './conditions.ts';
import { isTree, type PreferenceTree } from './preference-set.ts';

const conditional = z.object({ conditions: z.array(condition) });

/** What is asked: may this workflow reach the recipient over this channel? */
export interface PreferenceQuestion {
  readonly workflow: string;
  readonly categories: readonly string[];
  /** Commercial workflows go only to those who did not end their subscription. */
  readonly commercial?: boolean;
  readonly channel: Pick<Channel, 'id' | 'type'>;
  /** What conditions can name. */
  readonly scope: ConditionScope;
}

/** One setting that had a say. */
export interface EvaluatedSetting {
  /** Its place in the set, such as `categories.social.channel_types.email`. */
  readonly path: string;
  readonly allowed: boolean;
}

/** Whether a message may go out, and why: every setting that had a say, in the order in which they were asked. */
export interface PreferenceDecision {
  readonly allowed: boolean;
  readonly evaluated: readonly EvaluatedSetting[];
}

/**
 * Asks a resolved set. By the documentation what nobody set is wanted, one no is enough, and a channel wins over its
 * type. `ofDefault` is the recipient's default set, which alone can end the subscription to commercial messages.
 */
export function evaluatePreferences(
  set: PreferenceTree,
  ofDefault: PreferenceTree,
  question: PreferenceQuestion,
): PreferenceDecision {
  const { workflow, categories, commercial = false, channel } = question;
  const evaluated = [
    ...(commercial ? single(ofDefault['commercial_subscribed'], 'commercial_subscribed', question) : []),
    ...scoped(at(set, 'workflows', workflow), `workflows.${workflow}`, question),
    ...categories.flatMap((key) => scoped(at(set, 'categories', key), `categories.${key}`, question)),
    ...ofChannel(set, '', channel, question),
  ];
  return { allowed: evaluated.every(({ allowed }) => allowed), evaluated };
}

/** A workflow's or a category's setting: yes or no, or conditions and settings for single channels. */
function scoped(setting: unknown, path: string, question: PreferenceQuestion): EvaluatedSetting[] {
  if (!isTree(setting)) return single(setting, path, question);
  const { conditions } = setting;
  return [
    ...(conditions ? single({ conditions }, path, question) : []),
    ...ofChannel(setting, `${path}.`, question.channel, question),
  ];
}

/** The setting for one channel within a set or a part of it: its own, or else its type's. */
function ofChannel(
  settings: PreferenceTree,
  prefix: string,
  { id, type }: PreferenceQuestion['channel'],
  question: PreferenceQuestion,
): EvaluatedSetting[] {
  const own = at(settings, 'channels', id);
  return own === undefined || own === null
    ? single(at(settings, 'channel_types', type), `${prefix}channel_types.${type}`, question)
    : single(own, `${prefix}channels.${id}`, question);
}

/** Yes, no, or conditions; nothing, where nothing is set. */
function single(setting: unknown, path: string, { scope }: PreferenceQuestion): EvaluatedSetting[] {
  if (typeof setting === 'boolean') return [{ path, allowed: setting }];
  const { data } = conditional.safeParse(setting);
  return data ? [{ path, allowed: holds(data.conditions, scope) }] : [];
}

function at(tree: PreferenceTree, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((node, key) => (isTree(node) ? node[key] : undefined), tree);
}
