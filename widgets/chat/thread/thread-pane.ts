import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { LocaleController } from '../../shared/locale/locale-controller.ts';
import { closeButton } from '../../shared/panel.views.ts';
import type { ConversationElement } from '../conversation/conversation-element.ts';
import { titleOf, type ChatMessage } from '../model.ts';
import { PaneElement } from '../panes/pane-element.ts';
import type { ChannelState } from '../store/channel-state.ts';
import { threadMessages } from './messages.en.ts';
import { parentOf } from './thread-key.ts';

/**
 * A thread beside its channel: a conversation like any other, about one message of the channel. It begins with that
 * message.
 */
export class ThreadPaneElement extends PaneElement {
  static override styles = [
    PaneElement.styles,
    css`
      belfry-chat-conversation {
        min-block-size: 0;
        flex: 1;
      }

      .bar {
        block-size: 4em;
      }

      .titles {
        min-inline-size: 0;
      }

      .titles p {
        margin: 0;
        overflow: hidden;
        color: var(--_muted);
        font-size: var(--_small);
        line-height: 1.3;
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      label {
        display: flex;
        align-items: center;
        gap: calc(var(--_space) * 2);
        inline-size: fit-content;
        margin-inline: calc(var(--_space) * 3);
        padding-block-start: calc(var(--_space) * 2);
        color: var(--_muted);
        font-size: var(--_small);
      }

      input {
        block-size: 1.15em;
        inline-size: 1.15em;
        margin: 0;
        accent-color: var(--_accent);
      }

      @media (pointer: coarse) {
        label {
          min-block-size: 44px;
          padding: 0;
        }
      }
    `,
  ];

  #locale = new LocaleController(this, threadMessages);

  @query('belfry-chat-conversation') private conversation!: ConversationElement | null;

  /** The thread's key. */
  @property({ attribute: false }) thread = '';
  /** Whether what is written next goes to the channel as well. */
  @state() private also = false;

  protected override sessionJoined(): void {
    this.#locale.prefer(this.session);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    if (this.store.snapshot.thread === this.thread) this.store.showThread(undefined);
  }

  /** Says to screen readers what has arrived here. */
  announce(message: ChatMessage): void {
    this.conversation?.announce(message);
  }

  override focus(): void {
    void this.updateComplete.then(() => this.conversation?.takeFocus());
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (!changed.has('thread')) return;
    this.also = false;
    this.store.showThread(this.thread);
  }

  get #parentGone(): boolean {
    const parent = parentOf(this.thread);
    const messages = this.store.channel(this.thread)?.messages ?? [];
    return messages.some(({ id, kind }) => id === parent && kind === 'deleted');
  }

  protected override render(): TemplateResult {
    const { t } = this.#locale;
    const channel = this.store.channel(this.cid);
    const name = channel ? titleOf(channel.channel, this.store.user.id) : '';
    return html`<belfry-chat-conversation
      exportparts="message, composer, state"
      .store=${this.store}
      .cid=${this.thread}
      .thread=${{
        label: t('chat.thread.label', { name }),
        write: t('chat.thread.write'),
        placeholder: t('chat.thread.placeholder'),
        replies: (count: number) =>
          t(count > 0 ? 'chat.thread.replies' : 'chat.thread.no-replies', { count }),
        alsoInChannel: this.also,
        closed: this.#parentGone ? t('chat.thread.parent-deleted') : '',
      }}
      @sent=${() => (this.also = false)}
    >
      <header class="bar" slot="header">
        <div class="titles">
          <h2>${t('chat.thread.title')}</h2>
          ${name ? html`<p dir="auto">${t('chat.thread.in', { name })}</p>` : ''}
        </div>
        ${closeButton(t('chat.thread.close'), this.close)}
      </header>
      ${this.#option(channel)}
    </belfry-chat-conversation>`;
  }

  /** Who may not write in the channel may not send there from a thread either. */
  #option(channel: ChannelState | undefined): TemplateResult | string {
    if (!channel?.channel.may.send) return '';
    return html`<label slot="options">
      <input
        type="checkbox"
        .checked=${this.also}
        @change=${(event: Event) => (this.also = (event.target as HTMLInputElement).checked)}
      />
      ${this.#locale.t('chat.thread.also')}
    </label>`;
  }
}
