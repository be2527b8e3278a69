import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { close, icon } from '../../shared/icons.ts';
import { LocaleController } from '../../shared/locale/locale-controller.ts';
import { NearEnd } from '../../shared/near-end.ts';
import { moreView } from '../../shared/panel.views.ts';
import { bell } from '../../shared/icons.ts';
import { channelSkeletons } from '../list/channel-list.view.ts';
import { channelListStyles } from '../list/channel-list.styles.ts';
import { doTo } from '../list/channel-deeds.ts';
import { bellOff, plus } from '../message/icons.ts';
import { nameOf, titleOf, type ChatChannel } from '../model.ts';
import { opens } from '../panes/pane-event.ts';
import { PaneElement } from '../panes/pane-element.ts';
import { MemberList } from './member-list.ts';
import type { Member } from './people-calls.ts';
import { personStyles } from './person.styles.ts';
import { person } from './person.view.ts';
import { PeoplePicker } from './picker.ts';
import { pickerStyles } from './picker.styles.ts';
import { peopleTexts } from './words.ts';

const membersStyles = css`
  .tools {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_space);
    padding: calc(var(--_space) * 3) calc(var(--_space) * 4) 0;
  }

  li {
    display: flex;
    align-items: center;
  }

  li .person {
    flex: 1;
    min-block-size: 0;
    min-inline-size: 0;
  }

  .danger {
    color: var(--_danger);
  }
`;

/** Who is in a conversation; taking in others, and going, by what the visitor may do. */
export class MembersPaneElement extends PaneElement {
  static override styles = [PaneElement.styles, channelListStyles, personStyles, pickerStyles, membersStyles];

  #locale = new LocaleController(this, peopleTexts);
  #list = new MemberList(this, () => this.store);
  #picker = new PeoplePicker(this, {
    calls: () => this.store.part('people'),
    without: () => this.#list.members.map(({ user }) => user.id),
    words: () => this.#locale,
  });

  @state() private mode: 'list' | 'add' = 'list';
  /** Of whom it is asked whether they shall be taken out; the visitor's own id: whether they go. */
  @state() private asks: string | undefined;
  /** The button that asked. */
  #asker: HTMLElement | undefined;
  @state() private failure = '';

  constructor() {
    super();
    new NearEnd(this, () => void this.#list.more());
  }

  protected override sessionJoined(): void {
    this.#locale.prefer(this.session);
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (!changed.has('cid') || this.cid === undefined) return;
    this.mode = 'list';
    this.asks = undefined;
    this.#list.follow(this.cid);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { t } = this.#locale;
    const channel = this.store.channel(this.cid)?.channel;
    if (!channel) return nothing;
    if (this.mode === 'add') {
      return this.pane(t('chat.people.add'), t('chat.people.close-members'), this.#adding());
    }
    return this.pane(
      t('chat.people.members'),
      t('chat.people.close-members'),
      html`${this.#tools(channel)}
        <div class="pane-body" aria-busy=${this.#list.state === 'loading'}>
          ${this.failure ? html`<p class="note" role="alert">${this.failure}</p>` : nothing}
          <ul class="rows">
            ${repeat(
              this.#list.members,
              ({ user }) => user.id,
              (member) => this.#member(channel, member),
            )}
          </ul>
          ${
            this.#list.hasMore
              ? moreView(t, this.#list.state, () => void this.#list.more(), channelSkeletons(3))
              : nothing
          }
        </div>`,
    );
  }

  #tools(channel: ChatChannel): TemplateResult {
    const { t } = this.#locale;
    const { may, muted, cid } = channel;
    const distinct = cid.includes(':!members-');
    return html`<div class="tools">
      ${
        may.addMembers && !distinct
          ? html`<button class="secondary" type="button" @click=${this.#add}>
              ${icon(plus)}${t('chat.people.add')}
            </button>`
          : nothing
      }
      ${
        may.mute
          ? html`<button
              class="secondary"
              type="button"
              @click=${() => void this.#do(muted ? 'unmute' : 'mute')}
            >
              ${icon(muted ? bell : bellOff)}${t(muted ? 'chat.people.unmute' : 'chat.people.mute')}
            </button>`
          : nothing
      }
      ${
        may.leave && !distinct
          ? html`<button class="secondary danger" type="button" @click=${this.#ask(this.store.user.id)}>
              ${t('chat.people.leave')}
            </button>`
          : nothing
      }
      ${this.asks === this.store.user.id ? this.#question(channel, this.asks) : nothing}
    </div>`;
  }

  #member(channel: ChatChannel, { user, role }: Member): TemplateResult {
    const { t } = this.#locale;
    const name = nameOf(user);
    const own = user.id === this.store.user.id;
    const removable = channel.may.addMembers && !own && role !== 'owner';
    return html`<li>
        <button class="person" type="button" @click=${opens('profile', { userId: user.id })}>
          ${person(
            user,
            own ? t('chat.people.you', { name }) : name,
            t(user.online || own ? 'chat.people.online' : 'chat.people.offline'),
            role === 'member' ? nothing : t(`chat.people.${role}`),
          )}
        </button>
        ${
          removable
            ? html`<button
                class="icon-button"
                type="button"
                aria-label=${t('chat.people.remove', { name })}
                @click=${this.#ask(user.id)}
              >
                ${icon(close)}
              </button>`
            : nothing
        }
      </li>
      ${this.asks === user.id && !own ? html`<li>${this.#question(channel, user.id, name)}</li>` : nothing}`;
  }

  #question(channel: ChatChannel, userId: string, name = ''): TemplateResult {
    const { t } = this.#locale;
    const own = userId === this.store.user.id;
    const title = titleOf(channel, this.store.user.id);
    const ask = own ? t('chat.people.leave-ask', { name: title }) : t('chat.people.remove-ask', { name });
    return html`<div class="note" role="alertdialog" aria-label=${ask}>
      <p dir="auto">${ask}</p>
      <button class="secondary cancel" type="button" @click=${this.#cancel}>
        ${t('chat.people.cancel')}
      </button>
      <button class="danger" type="button" @click=${() => void (own ? this.#go() : this.#remove(userId))}>
        ${t(own ? 'chat.people.leave-yes' : 'chat.people.remove-yes')}
      </button>
    </div>`;
  }

  #ask(userId: string): (event: Event) => void {
    return ({ currentTarget }) => {
      this.asks = userId;
      this.#asker = currentTarget as HTMLElement;
      void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('.cancel')?.focus());
    };
  }

  readonly #cancel = (): void => {
    this.asks = undefined;
    // Whom it was about may have gone meanwhile.
    if (this.#asker?.isConnected) this.#asker.focus();
    else this.focus();
  };

  async #do(deed: 'mute' | 'unmute' | 'leave'): Promise<boolean> {
    const { panel, store, cid } = this;
    this.asks = undefined;
    const done = cid !== undefined && (await doTo(store, cid, deed));
    if (!done) panel.say(this.#locale.t('chat.people.deed-failed'));
    return done;
  }

  async #go(): Promise<void> {
    const { panel, store, cid } = this;
    // The button that was pressed goes with the question.
    this.focus();
    if (!(await this.#do('leave')) || cid === undefined) return;
    const elsewhere = this.isConnected && !this.matches(':focus-within');
    if (this.isConnected) this.leave();
    if (panel.channel === undefined && store.snapshot.selected === cid) store.select(undefined);
    // The vendor says so as well, later: a row that is still there would take the focus, and go with it.
    store.apply({ type: 'channel-removed', cid });
    if (!elsewhere) panel.takeFocus();
  }

  async #remove(userId: string): Promise<void> {
    this.asks = undefined;
    this.failure = '';
    try {
      if (this.cid !== undefined) await (await this.store.part('people')).remove(this.cid, userId);
      this.#list.without(userId);
    } catch {
      this.failure = this.#locale.t('chat.people.deed-failed');
    }
    this.renderRoot.querySelector<HTMLElement>('.close')?.focus();
  }

  readonly #add = (): void => {
    this.mode = 'add';
    this.failure = '';
    this.#picker.clear();
    void this.updateComplete.then(() => this.renderRoot.querySelector('input')?.focus());
  };

  #adding(): TemplateResult {
    const { t } = this.#locale;
    const count = this.#picker.chosen.length;
    return html`${this.#picker.render()}
      <div class="foot">
        ${this.failure ? html`<p role="alert">${this.failure}</p>` : nothing}
        <button class="primary" type="button" ?disabled=${count === 0} @click=${() => void this.#take()}>
          ${t('chat.people.add-yes', { count })}
        </button>
        <button type="button" @click=${() => this.#listAgain()}>${t('chat.people.cancel')}</button>
      </div>`;
  }

  #listAgain(): void {
    this.mode = 'list';
    this.focus();
  }

  async #take(): Promise<void> {
    const { cid } = this;
    if (cid === undefined) return;
    try {
      const ids = this.#picker.chosen.map(({ id }) => id);
      await (await this.store.part('people')).add(cid, ids);
      this.#list.follow(cid);
      this.#listAgain();
    } catch {
      this.failure = this.#locale.t('chat.people.add-failed');
    }
  }
}
