import type { Catalogue } from '../../shared/locale/messages.ts';

/** Of the form for a new poll. */
export const pollFormMessages = {
  'poll-form.title': 'New poll',
  'poll-form.question': 'Question',
  'poll-form.options': 'Options',
  'poll-form.option': 'Option {count}',
  'poll-form.add-option': 'Add an option',
  'poll-form.remove-option': 'Remove option {count}',
  'poll-form.multiple': 'Several answers',
  'poll-form.multiple-hint': 'Everybody may choose more than one option.',
  'poll-form.anonymous': 'Anonymous',
  'poll-form.anonymous-hint': 'Nobody sees who chose what.',
  'poll-form.suggestions': 'Suggestions',
  'poll-form.suggestions-hint': 'Everybody may add options.',
  'poll-form.cancel': 'Cancel',
  'poll-form.send': 'Send poll',
  'poll-form.no-question': 'Write a question.',
  'poll-form.few-options': 'Write at least two options.',
  'poll-form.same-options': 'Two options are the same.',
  'poll-form.failed': 'The poll was not sent. Try it again.',
} as const satisfies Catalogue;
