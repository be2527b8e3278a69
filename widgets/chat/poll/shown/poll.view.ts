import { html, nothing, type TemplateResult } from 'lit';
import { intl } from '../../../shared/intl.ts';
import { avatar } from '../../../shared/avatar.ts';
import { cssVars } from '../../../shared/css-vars.ts';
import { check, icon } from '../../../shared/icons.ts';
import type { texts } from '../../../shared/locale/messages.ts';
import { trophy } from '../../message/icons.ts';
import { chosenIn, isFull, shareOf, votesIn, winnersOf, type Poll, type PollOption } from '../poll-model.ts';
import type { pollMessages } from './messages.en.ts';

/** What the visitor is asked under a poll. */
export type Asking = 'suggest' | 'comment' | 'end';

export interface PollView {
  readonly t: ReturnType<typeof texts<typeof pollMessages>>;
  /** BCP 47 */
  readonly language: string;
  readonly poll: Poll;
  /** Whether the visitor can vote. */
  readonly vote: boolean;
  /** Whether they made it. */
  readonly mine: boolean;
  readonly at: string | undefined;
  readonly whole: boolean;
  readonly asking: Asking | undefined;
  readonly fault: string;
  readonly busy: boolean;
  /** Characters of what is asked for. */
  readonly longest: number;
  readonly choose: (option: PollOption) => void;
  readonly clear: () => void;
  /** @param option none for the comments */
  readonly who: (opener: HTMLElement, option: PollOption | undefined) => void;
  readonly all: () => void;
  readonly ask: (asking: Asking | undefined) => void;
  readonly submit: (event: SubmitEvent) => void;
  readonly end: () => void;
}

/** Options that are shown before all are asked for. */
const mostShown = 10;
/** Of those who chose an option. */
const mostFaces = 3;

export function pollView(view: PollView): TemplateResult {
  const { t, poll, vote, whole } = view;
  const shown = whole ? poll.options : poll.options.slice(0, mostShown);
  const chosen = chosenIn(poll);
  const group = vote ? (poll.single ? 'radiogroup' : 'group') : 'list';
  const kinds = [...(poll.single ? [] : ['several']), ...(poll.closed ? ['closed'] : [])];
  // One option is reached by Tab; the arrow keys go from there.
  const at =
    shown.find(({ id }) => id === view.at) ?? shown.find(({ id }) => chosen.includes(id)) ?? shown[0];
  const left = poll.options.length - shown.length;
  return html`<h3 class="question" id="question" dir="auto" tabindex="-1">${poll.question}</h3>
    ${poll.description ? html`<p class="description" dir="auto">${poll.description}</p>` : nothing}
    <p class="how" id="how">
      <span>${how(view)}</span>${poll.anonymous ? html`<span>${t('poll.anonymous')}</span>` : nothing}
    </p>
    <div class=${kinds.join(' ')} role=${group} aria-labelledby="question" aria-describedby="how">
      ${shown.map((option) => optionView(view, option, chosen.includes(option.id), option === at))}
    </div>
    ${
      left > 0
        ? html`<button class="link" type="button" @click=${view.all}>
            ${t('poll.all', { count: poll.options.length })}
          </button>`
        : nothing
    }
    ${foot(view)} ${asked(view)}`;
}

function how({ t, poll }: PollView): string {
  if (poll.closed) return t('poll.closed');
  if (poll.single) return t('poll.one');
  return poll.most === undefined ? t('poll.several') : t('poll.most', { count: poll.most });
}

function optionView(view: PollView, option: PollOption, chosen: boolean, tabbable: boolean): TemplateResult {
  const { t, poll, vote, language } = view;
  const { id, text, votes } = option;
  const wins = winnersOf(poll).includes(id);
  const share = shareOf(poll, option);
  const percent = intl('number', language, { style: 'percent' }).format(share);
  const count = t('poll.votes', { count: votes });
  const said = html`<span class="mark">${icon(check)}</span
    ><span class="text"
      ><span dir="auto">${text}</span>${
        wins ? html`${icon(trophy)}<span class="visually-hidden">, ${t('poll.winner')}</span>` : nothing
      }<span class="visually-hidden"
        >, ${count}, ${percent}${chosen && !vote ? html`, ${t('poll.own')}` : nothing}</span
      ></span
    >`;
  return html`<div class="option ${wins ? 'winner' : ''}" role=${vote ? 'presentation' : 'listitem'}>
    ${
      vote
        ? html`<button
            class="choice ${isFull(poll) ? 'full' : ''}"
            type="button"
            role=${poll.single ? 'radio' : 'checkbox'}
            tabindex=${tabbable ? 0 : -1}
            data-option=${id}
            aria-checked=${chosen}
            aria-disabled=${isFull(poll) && !chosen ? 'true' : nothing}
            @click=${() => view.choose(option)}
          >
            ${said}
          </button>`
        : html`<div class="choice ${chosen ? 'chosen' : ''}">${said}</div>`
    }
    ${votersOf(view, option)}
    <div class="bar" aria-hidden="true">
      <span class="track" ${cssVars({ '--_share': String(share) })}></span
      ><span class="share">${percent}</span>
    </div>
  </div>`;
}

function votersOf({ t, who }: PollView, option: PollOption): TemplateResult | typeof nothing {
  const { text, votes, voters } = option;
  if (votes === 0) return nothing;
  if (voters.length === 0) return html`<span class="voters" aria-hidden="true">${votes}</span>`;
  const name = t('poll.voters', { option: text, count: votes });
  return html`<button
    class="voters"
    type="button"
    aria-haspopup="dialog"
    @click=${(event: Event) => who(event.currentTarget as HTMLElement, option)}
  >
    <span class="visually-hidden">${name}</span>
    <span class="faces" aria-hidden="true">${voters.slice(0, mostFaces).map(avatar)}</span
    ><span aria-hidden="true">${votes}</span>
  </button>`;
}

function foot(view: PollView): TemplateResult {
  const { t, poll, vote } = view;
  const own = chosenIn(poll).length;
  return html`<div class="foot">
    <span>${t('poll.votes', { count: votesIn(poll) })}</span>
    ${
      poll.commentCount > 0
        ? html`<button
            class="link"
            type="button"
            aria-haspopup="dialog"
            @click=${(event: Event) => view.who(event.currentTarget as HTMLElement, undefined)}
          >
            ${t('poll.comments', { count: poll.commentCount })}
          </button>`
        : nothing
    }
    ${
      vote && own > 0
        ? html`<button class="link" type="button" @click=${view.clear}>
            ${t('poll.clear', { count: own })}
          </button>`
        : nothing
    }
  </div>`;
}

/** What more can be done, or what is being asked. */
function asked(view: PollView): TemplateResult | typeof nothing {
  const { t, poll, vote, mine, asking } = view;
  if (poll.closed) return nothing;
  if (asking === 'end') {
    return html`<div class="ask" role="alertdialog" aria-label=${t('poll.end-ask')}>
      <p>${t('poll.end-ask')}</p>
      <div class="buttons">
        <button type="button" @click=${() => view.ask(undefined)}>${t('poll.cancel')}</button>
        <button class="danger" type="button" @click=${view.end}>${t('poll.end')}</button>
      </div>
    </div>`;
  }
  if (asking) return form(view, asking);
  const commented = poll.own.some(({ comment }) => comment !== undefined);
  const ways = [
    ...(vote && poll.suggestions ? [way(view, 'suggest', t('poll.suggest'))] : []),
    ...(vote && poll.comments
      ? [way(view, 'comment', t(commented ? 'poll.own-comment' : 'poll.comment'))]
      : []),
    ...(mine ? [way(view, 'end', t('poll.end'))] : []),
  ];
  return ways.length > 0 ? html`<div class="ways">${ways}</div>` : nothing;
}

function way({ ask }: PollView, asking: Asking, name: string): TemplateResult {
  return html`<button
    class="link ${asking === 'end' ? 'danger' : ''}"
    type="button"
    data-ask=${asking}
    @click=${() => ask(asking)}
  >
    ${name}
  </button>`;
}

function form(
  { t, poll, fault, busy, longest, submit, ask }: PollView,
  asking: 'suggest' | 'comment',
): TemplateResult {
  const own = poll.own.find(({ comment }) => comment !== undefined)?.comment ?? '';
  const name = t(`poll.${asking}-field`);
  return html`<form novalidate @submit=${submit}>
    <input
      type="text"
      dir="auto"
      autocomplete="off"
      maxlength=${longest}
      aria-label=${name}
      placeholder=${name}
      aria-invalid=${fault !== ''}
      aria-describedby="fault"
      value=${asking === 'comment' ? own : ''}
    />
    <p class="fault" id="fault" role="alert" ?hidden=${!fault}>${fault}</p>
    <div class="buttons">
      <button type="button" @click=${() => ask(undefined)}>${t('poll.cancel')}</button>
      <button class="primary" type="submit" ?disabled=${busy}>
        ${t(asking === 'suggest' ? 'poll.add' : 'poll.save')}
      </button>
    </div>
  </form>`;
}
