import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { query } from 'lit/decorators.js';
import { Announcer } from '../../shared/announcer.ts';
import { avatar } from '../../shared/avatar.ts';
import { failedState } from '../../shared/failure.ts';
import { icon, search } from '../../shared/icons.ts';
import { LocaleController } from '../../shared/locale/locale-controller.ts';
import { StoreController } from '../../shared/store-controller.ts';
import { plainText } from '../../shared/text/parse.ts';
import { stateView } from '../../shared/views.ts';
import { channelAvatar, channelSkeletons } from '../list/channel-list.view.ts';
import { channelListStyles } from '../list/channel-list.styles.ts';
import { nameOf, titleOf, type ChatChannel, type ChatUser } from '../model.ts';
import { PaneElement } from '../panes/pane-element.ts';
import { PaneEvent } from '../panes/pane-event.ts';
import { person } from '../people/person.view.ts';
import { personStyles } from '../people/person.styles.ts';
import { threadKey } from '../thread/thread-key.ts';
import { panelMessages, shortTime } from '../words.ts';
import { ActiveOption } from './active-option.ts';
import { excerpt, pieces } from './match.ts';
import { searchMessages } from './messages.en.ts';
import type { MessageHit } from './search-calls.ts';
import { SearchStore, type Group, type SearchState } from './search.store.ts';

const searchStyles = css`
  .group h3 {
    margin: 0;
    padding: calc(var(--_space) * 3) calc(var(--_space) * 2) var(--_space);
    color: var(--_muted);
    font-size: var(--_small);
    font-weight: var(--_strong);
  }

  .more-hits {
    inline-size: 100%;
    justify-content: start;
    padding: calc(var(--_space) * 2.5) calc(var(--_space) * 2);
    border-radius: calc(var(--_radius) * 0.67);
    color: var(--_accent);
  }
`;

/** One field that finds conversations, people and messages. The focus stays in it; the arrow keys go through what is found. */
export class SearchPaneElement extends PaneElement {
  static override styles = [PaneElement.styles, channelListStyles, personStyles, searchStyles];

  #locale = new LocaleController(this, { ...panelMessages, ...searchMessages });
  #announcer = new Announcer(this);
  #active = new ActiveOption(this);
  #search = new StoreController<SearchState>(this, (state) => this.#said(state));
  #finder: SearchStore | undefined;

  @query('input') private field!: HTMLInputElement | null;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#finder?.close();
  }

  protected override sessionJoined(): void {
    this.#locale.prefer(this.session);
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    this.#finder ??= new SearchStore(this.store);
    this.#search.follow(this.#finder);
  }

  protected override focusTarget(): HTMLElement | null {
    return this.field;
  }

  #said({ text, busy, channels, people, messages }: Readonly<SearchState>): void {
    if (text === '' || busy) return;
    const count = channels.length + people.length + messages.length;
    this.#announcer.say(
      count > 0 ? this.#locale.t('chat.search.count', { count }) : this.#locale.t('chat.search.none.heading'),
    );
  }

  readonly #typed = (): void => {
    this.#finder?.look(this.field?.value ?? '');
  };

  readonly #key = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && this.field?.value) {
      // First it is emptied, then closed.
      event.preventDefault();
      event.stopPropagation();
      this.field.value = '';
      this.#typed();
      return;
    }
    this.#active.key(event);
  };

  async #meet(user: ChatUser): Promise<void> {
    try {
      this.panel.select(await (await this.store.part('people')).converse([user.id], ''));
    } catch {
      this.panel.say(this.#locale.t('chat.search.person-failed', { name: nameOf(user) }));
    }
  }

  #jump({ channel: { cid }, message: { id, parentId, alsoInChannel } }: MessageHit): void {
    this.panel.select(cid);
    const inThread = parentId !== undefined && !alsoInChannel;
    const thread = threadKey(cid, parentId ?? '');
    if (inThread) this.dispatchEvent(new PaneEvent('thread', { cid, thread }));
    void this.store.jump(inThread ? thread : cid, id);
  }

  protected override render(): TemplateResult {
    const { t } = this.#locale;
    const state = this.#search.snapshot;
    const field = html`<div class="field">
        ${icon(search)}
        <input
          type="search"
          role="combobox"
          aria-autocomplete="list"
          aria-expanded=${state?.text ? 'true' : 'false'}
          aria-controls="hits"
          aria-activedescendant=${this.#active.id ?? nothing}
          aria-label=${t('chat.search.field')}
          placeholder=${t('chat.search.heading')}
          autocomplete="off"
          enterkeyhint="search"
          dir="auto"
          @input=${this.#typed}
          @keydown=${this.#key}
        />
      </div>
      <div class="pane-body" aria-busy=${state?.busy ?? false}>
        <div id="hits" role="listbox" aria-label=${t('chat.search.heading')}>
          ${state?.text ? this.#groups(state) : nothing}
        </div>
        ${state ? this.#standIn(state) : nothing}
      </div>
      ${this.#announcer.region()}`;
    return this.pane(t('chat.search.heading'), t('chat.search.back'), field);
  }

  /** What stands there when there is nothing to choose, or not everything. */
  #standIn(state: Readonly<SearchState>): TemplateResult | typeof nothing {
    const { t } = this.#locale;
    const none = state.channels.length + state.people.length + state.messages.length === 0;
    if (state.text === '') {
      const text = t('chat.search.start.text');
      return stateView({ icon: search, heading: t('chat.search.start.heading'), text });
    }
    if (state.busy) return none ? channelSkeletons(3) : html`<p class="note">${t('chat.search.busy')}</p>`;
    const again = () => this.#finder?.again();
    if (state.failed.length > 0 && none) {
      return stateView(failedState(t, again, { heading: t('chat.search.failed.heading') }));
    }
    if (state.failed.length > 0) {
      return html`<p class="note" role="alert">
        ${t('chat.search.partly')}
        <button class="link" type="button" @click=${again}>${t('retry')}</button>
      </p>`;
    }
    if (!none) return nothing;
    const text = t('chat.search.none.text');
    return stateView({ icon: search, heading: t('chat.search.none.heading'), text });
  }

  #groups(state: Readonly<SearchState>): TemplateResult {
    return html`${this.#group('channels', state.channels, (channel) => this.#channel(channel))}
    ${this.#group('people', state.people, (user) => this.#person(user))}
    ${this.#group('messages', state.messages, (hit) => this.#message(hit), this.#more(state))}`;
  }

  #group<Hit>(
    group: Group,
    hits: readonly Hit[],
    draw: (hit: Hit) => TemplateResult,
    end: unknown = nothing,
  ): TemplateResult | typeof nothing {
    if (hits.length === 0) return nothing;
    return html`<div class="group" role="group" aria-labelledby=${group}>
      <h3 id=${group} role="presentation">${this.#locale.t(`chat.search.${group}`)}</h3>
      ${hits.map(draw)} ${end}
    </div>`;
  }

  #more({ next, more }: Readonly<SearchState>): TemplateResult | typeof nothing {
    if (next === undefined) return nothing;
    const { t } = this.#locale;
    return this.#option(
      'more',
      'more-hits',
      () => void this.#finder?.loadMore(),
      html`${
        more === 'loading' ? t('loading') : more === 'failed' ? t('more-failed') : t('chat.search.more')
      }`,
    );
  }

  #option(id: string, kind: string, run: () => void, content: TemplateResult): TemplateResult {
    const active = this.#active.id === id;
    return html`<button
      id=${id}
      type="button"
      tabindex="-1"
      class="${kind} ${active ? 'active' : ''}"
      role="option"
      aria-selected=${active}
      @click=${run}
    >
      ${content}
    </button>`;
  }

  #channel(channel: ChatChannel): TemplateResult {
    const ownId = this.store.user.id;
    const title = titleOf(channel, ownId) || this.#locale.t('chat.untitled');
    const members = channel.name
      ? channel.members
          .filter(({ id }) => id !== ownId)
          .map(nameOf)
          .join(', ')
      : '';
    return this.#option(
      `channel ${channel.cid}`.replaceAll(' ', '-'),
      'person',
      () => this.panel.select(channel.cid),
      html`<span class="face">${channelAvatar(channel, ownId)}</span
        ><span class="name" dir="auto">${this.#marked(title)}</span
        ><span class="about" dir="auto">${this.#marked(members)}</span>`,
    );
  }

  #person(user: ChatUser): TemplateResult {
    return this.#option(
      `person-${user.id}`,
      'person',
      () => void this.#meet(user),
      person(user, this.#marked(nameOf(user))),
    );
  }

  #message(hit: MessageHit): TemplateResult {
    const { t } = this.#locale;
    const { message, channel } = hit;
    const name = nameOf(message.user);
    const title = titleOf(channel, this.store.user.id);
    const text = excerpt(plainText(message.text), this.#search.snapshot?.text ?? '');
    return this.#option(
      `message-${message.id}`,
      'person',
      () => this.#jump(hit),
      html`<span class="face">${avatar(message.user)}</span
        ><span class="name" dir="auto">${title ? t('chat.search.in', { name, channel: title }) : name}</span
        ><span class="about" dir="auto">${this.#marked(text)}</span
        ><span class="end">${shortTime(this.#locale, message.createdAt, new Date())}</span>`,
    );
  }

  #marked(text: string): unknown {
    const looked = this.#search.snapshot?.text ?? '';
    return pieces(text, looked).map((piece) => (piece.hit ? html`<mark>${piece.text}</mark>` : piece.text));
  }
}
