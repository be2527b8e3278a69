import type { NewPoll } from './poll-calls.ts';

/** The vendor's limits. */
export const longestText = 255;
export const mostOptions = 100;
export const fewestOptions = 2;

export type PollFault = 'no-question' | 'few-options' | 'same-options';

/** The options with one empty place at the end to write the next one into, as far as there is room. */
export function withRoom(options: readonly string[]): readonly string[] {
  const filled = options.filter((option, at) => option.trim() !== '' || at < options.length - 1);
  const wanted = filled.at(-1)?.trim() === '' ? filled : [...filled, ''];
  const padded = [...wanted, ...Array.from({ length: fewestOptions - wanted.length }, () => '')];
  return padded.slice(0, mostOptions);
}

/** What was written, without blanks around it and without empty options. */
export function tidied(poll: NewPoll): NewPoll {
  return {
    ...poll,
    question: poll.question.trim(),
    options: poll.options.map((option) => option.trim()).filter(Boolean),
  };
}

/** What is missing of a tidied poll. */
export function faultOf({ question, options }: NewPoll): PollFault | undefined {
  if (!question) return 'no-question';
  if (options.length < fewestOptions) return 'few-options';
  const folded = options.map((option) => option.toLocaleLowerCase());
  return new Set(folded).size < options.length ? 'same-options' : undefined;
}
