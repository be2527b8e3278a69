import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { avatar } from '../../shared/avatar.ts';
import { relativeTime } from '../../shared/dates.ts';
import { bell, icon, messageCircle } from '../../shared/icons.ts';
import { LocaleController } from '../../shared/locale/locale-controller.ts';
import { ban, bellOff } from '../message/icons.ts';
import type { MessageCalls } from '../message/message-calls.ts';
import { nameOf } from '../model.ts';
import { OverElement } from '../panes/over-element.ts';
import type { Profile } from './people-calls.ts';
import { peopleTexts } from './words.ts';

const profileStyles = css`
  :host([popover]) {
    inline-size: 17em;
    padding: calc(var(--_space) * 4);
  }

  .who {
    display: grid;
    justify-items: center;
    gap: var(--_space);
    text-align: center;
  }

  .who .avatar {
    block-size: 4.5em;
    inline-size: 4.5em;
    margin-block-end: var(--_space);
  }

  .who .avatar span {
    font-size: 1.5em;
  }

  h2,
  .who p {
    margin: 0;
    max-inline-size: 100%;
    overflow-wrap: anywhere;
    white-space: normal;
  }

  .who p {
    min-block-size: 1.45em;
    color: var(--_muted);
    font-size: var(--_small);
  }

  .deeds {
    display: grid;
    gap: var(--_space);
    margin-block-start: calc(var(--_space) * 3);
  }

  .deeds button:not(.primary) {
    justify-content: start;
  }

  .danger {
    color: var(--_danger);
  }
`;

/** Who somebody is, and what one does about them: write to them alone, mute, block. */
export class ProfileElement extends OverElement {
  static override styles = [OverElement.styles, profileStyles];

  #locale = new LocaleController(this, peopleTexts);

  @property({ attribute: false }) userId = '';
  @state() private profile: Profile | undefined;
  @state() private failed = false;
  @state() private calls: MessageCalls | undefined;

  protected override sessionJoined(): void {
    this.#locale.prefer(this.session);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.role = 'dialog';
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (changed.has('userId') && this.userId) void this.#load(this.userId);
  }

  protected override focusTarget(): HTMLElement | null {
    this.tabIndex = -1;
    return this.renderRoot.querySelector('button');
  }

  async #load(userId: string): Promise<void> {
    this.profile = undefined;
    this.failed = false;
    try {
      const [people, calls] = await Promise.all([this.store.part('people'), this.store.part('message')]);
      const profile = await people.profile(userId);
      if (userId !== this.userId) return;
      this.calls = calls;
      this.profile = profile;
      // What can be pressed is there only now.
      if (this.isConnected) this.focus();
    } catch {
      if (userId === this.userId) this.failed = true;
    }
  }

  /** What is known of them without asking. */
  #known(): Profile['user'] {
    const members = this.store.snapshot.channels.flatMap(({ channel }) => channel.members);
    const known = members.find(({ id }) => id === this.userId);
    return this.profile?.user ?? known ?? { id: this.userId, name: '', image: undefined, online: false };
  }

  readonly #write = async (): Promise<void> => {
    const { panel, store, userId } = this;
    this.leave();
    try {
      panel.select(await (await store.part('people')).converse([userId], ''));
    } catch {
      panel.say(this.#locale.t('chat.people.create-failed'));
    }
  };

  async #attempt(run: () => Promise<void> | undefined): Promise<void> {
    try {
      await run();
    } catch {
      this.panel.say(this.#locale.t('chat.people.deed-failed'));
    }
    this.requestUpdate();
  }

  protected override render(): TemplateResult {
    const { t, language } = this.#locale;
    const user = this.#known();
    const name = nameOf(user);
    this.ariaLabel = name;
    const { lastActive = 0 } = this.profile ?? {};
    const seen =
      lastActive > 0
        ? t('chat.people.last-seen', { when: relativeTime(new Date(lastActive), new Date(), language) })
        : t('chat.people.offline');
    const about = user.online ? t('chat.people.online') : this.profile ? seen : '';
    return html`<div class="who">
        ${avatar(user)}
        <h2 dir="auto">${name}</h2>
        <p>${this.failed ? t('chat.people.profile-failed') : about}</p>
      </div>
      ${this.userId === this.store.user.id || !this.calls || !this.profile ? nothing : this.#deeds(this.calls)}`;
  }

  #deeds(calls: MessageCalls): TemplateResult {
    const { t } = this.#locale;
    const { userId } = this;
    const muted = calls.isMuted(userId);
    const blocked = calls.isBlocked(userId);
    return html`<div class="deeds">
      ${
        blocked || this.panel.channel !== undefined
          ? nothing
          : html`<button class="primary" type="button" @click=${this.#write}>
              ${icon(messageCircle)}${t('chat.people.write')}
            </button>`
      }
      <button type="button" @click=${() => void this.#attempt(() => calls.muteUser(userId, !muted))}>
        ${icon(muted ? bell : bellOff)}${t(muted ? 'chat.people.unmute' : 'chat.people.mute')}
      </button>
      <button
        class="danger"
        type="button"
        @click=${() => void this.#attempt(() => calls.blockUser(userId, !blocked))}
      >
        ${icon(ban)}${t(blocked ? 'chat.people.unblock' : 'chat.people.block')}
      </button>
    </div>`;
  }
}
