import { html, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { BelfryElement } from '../../../shared/base-element.ts';
import { textInputStyles } from '../../../shared/text-input.styles.ts';
import { define } from '../../../shared/define.ts';
import { LocaleController } from '../../../shared/locale/locale-controller.ts';
import { StoreController } from '../../../shared/store-controller.ts';
import type { MessageActions } from '../../message/message.view.ts';
import type { ChatMessage } from '../../model.ts';
import type { ChatStore } from '../../store/chat.store.ts';
import { longestText } from '../poll-draft.ts';
import { isFull, type Poll, type PollOption } from '../poll-model.ts';
import { pollMessages } from './messages.en.ts';
import { pollView, type Asking, type PollView } from './poll.view.ts';
import { pollStyles } from './poll.styles.ts';
import { pollOf, type PollState, type PollStore } from './polls.ts';

/** The vendor's limit for a comment. */
const longestComment = 500;

/** A poll in its message: what is asked, what people chose, and the visitor's own choice, shown as soon as it is made. */
export class PollElement extends BelfryElement {
  static override styles = [BelfryElement.styles, textInputStyles, pollStyles];

  readonly #locale = new LocaleController(this, pollMessages);
  readonly #state = new StoreController<PollState>(this);
  #poll: PollStore | undefined;
  #focused = false;

  @query('.question') private question!: HTMLElement | null;
  /** The option that Tab leads to. */
  @state() private at: string | undefined;
  @state() private asking: Asking | undefined;
  @state() private fault = '';
  @state() private busy = false;
  /** Whether all options are shown, however many. */
  @state() private whole = false;

  @property({ attribute: false }) message!: ChatMessage;
  @property({ attribute: false }) store!: ChatStore;
  @property({ attribute: false }) cid = '';
  @property({ attribute: false }) actions!: MessageActions;

  protected override sessionJoined(): void {
    this.#locale.prefer(this.session);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('message') || changed.has('store')) {
      this.#poll = pollOf(this.store, this.message);
      this.#state.follow(this.#poll);
      void this.#poll?.seen(this.message);
    }
    this.#focused = this.matches(':focus-within');
  }

  protected override updated(): void {
    // What had the focus is gone: the poll has ended, a form is done.
    if (this.#focused && !this.shadowRoot?.activeElement) this.question?.focus({ preventScroll: true });
  }

  readonly #key = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && this.asking) {
      event.preventDefault();
      event.stopPropagation();
      this.#ask(undefined);
      return;
    }
    const target = event.composedPath()[0];
    // The arrows in a field are the field's.
    if (target instanceof HTMLInputElement && event.key !== 'Escape') event.stopPropagation();
    const choices = [...this.renderRoot.querySelectorAll<HTMLElement>('button.choice')];
    const index = choices.findIndex((choice) => choice === target);
    const to = {
      ArrowDown: index + 1,
      ArrowRight: index + 1,
      ArrowUp: index - 1,
      ArrowLeft: index - 1,
      Home: 0,
      End: -1,
    }[event.key];
    if (index < 0 || to === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    const next = choices.at(to % choices.length);
    this.at = next?.dataset['option'];
    next?.focus({ preventScroll: true });
    next?.scrollIntoView({ block: 'nearest' });
  };

  #ask(asking: Asking | undefined): void {
    const before = this.asking;
    this.asking = asking;
    this.fault = '';
    void this.updateComplete.then(() => {
      const next = asking
        ? this.renderRoot.querySelector<HTMLElement>('form input, .ask button')
        : this.renderRoot.querySelector<HTMLElement>(`[data-ask="${before}"]`);
      (next ?? this.question)?.focus({ preventScroll: true });
    });
  }

  async #vote(run: (poll: PollStore) => Promise<boolean>): Promise<void> {
    if (this.#poll && !(await run(this.#poll))) this.actions.say(this.#locale.t('poll.vote-failed'));
  }

  #choose(poll: Poll, option: PollOption): void {
    this.at = option.id;
    const chosen = poll.own.some(({ optionId }) => optionId === option.id);
    if (chosen || !isFull(poll)) void this.#vote((store) => store.choose(option.id));
  }

  readonly #submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const { asking } = this;
    const input = this.renderRoot.querySelector<HTMLInputElement>('form input');
    const text = input?.value.trim() ?? '';
    const poll = this.#poll?.shown;
    if (!this.#poll || !poll || this.busy || (asking !== 'suggest' && asking !== 'comment')) return;
    if (!text) return input?.focus();
    const same = (option: PollOption): boolean =>
      option.text.toLocaleLowerCase() === text.toLocaleLowerCase();
    if (asking === 'suggest' && poll.options.some(same)) {
      this.fault = this.#locale.t('poll.same-option');
      return input?.focus();
    }
    this.busy = true;
    const done = await this.#poll[asking](text);
    this.busy = false;
    // What was written stays until it is with the vendor.
    if (done) this.#ask(undefined);
    else this.fault = this.#locale.t(`poll.${asking}-failed`);
  };

  readonly #end = async (): Promise<void> => {
    this.#ask(undefined);
    if (this.#poll && !(await this.#poll.end())) this.actions.say(this.#locale.t('poll.end-failed'));
  };

  #who(opener: HTMLElement, option: PollOption | undefined): void {
    const { store, message } = this;
    const { t } = this.#locale;
    const { pollId = '' } = message;
    const poll = this.#poll?.shown;
    if (!poll) return;
    const title = option ? option.text : t('poll.comments', { count: poll.commentCount });
    const page = async (next?: string) => {
      // The latest came with the poll; mostly they are all.
      if (option && option.voters.length >= option.votes)
        return { people: option.voters.map((user) => ({ user })), next: undefined };
      const calls = await store.part('polls');
      return option ? calls.voters(pollId, option.id, next) : calls.comments(pollId, next);
    };
    const count = option ? option.votes : poll.commentCount;
    void import('../../message/who/who-element.ts').then(
      ({ openWho }) => openWho(opener, { title, lists: [{ count, page }], ownId: store.user.id }),
      () => this.actions.say(t('poll.failed')),
    );
  }

  protected override render(): TemplateResult {
    const poll = this.#poll?.shown;
    const { t, language } = this.#locale;
    if (!poll) return this.#waiting();
    const { store } = this;
    const view: PollView = {
      t,
      language,
      poll,
      vote: store.channel(this.cid)?.channel.may.vote === true && !poll.closed,
      mine: poll.makerId === store.user.id,
      at: this.at,
      whole: this.whole,
      asking: this.asking,
      fault: this.fault,
      busy: this.busy,
      longest: this.asking === 'comment' ? longestComment : longestText,
      choose: (option) => this.#choose(poll, option),
      clear: () => {
        void this.#vote((all) => all.clear());
        this.renderRoot
          .querySelector<HTMLElement>('button.choice[tabindex="0"]')
          ?.focus({ preventScroll: true });
      },
      who: (opener, option) => this.#who(opener, option),
      all: () => (this.whole = true),
      ask: (asking) => this.#ask(asking),
      submit: (event) => void this.#submit(event),
      end: () => void this.#end(),
    };
    return html`<div @keydown=${this.#key}>${pollView(view)}</div>`;
  }

  #waiting(): TemplateResult {
    const { t } = this.#locale;
    if (this.#state.snapshot?.failed) {
      return html`<p class="question" tabindex="-1">
        ${t('poll.failed')}
        <button class="link" type="button" @click=${() => void this.#poll?.renew()}>
          ${t('poll.retry')}
        </button>
      </p>`;
    }
    return html`<div role="img" aria-label=${t('poll.loading')}>
      ${[1, 2, 3].map(() => html`<span class="skeleton"></span>`)}
    </div>`;
  }
}

define('belfry-chat-poll', PollElement);

declare global {
  interface HTMLElementTagNameMap {
    'belfry-chat-poll': PollElement;
  }
}
