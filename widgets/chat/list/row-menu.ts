import { html, nothing, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import { archive, archiveRestore, bell, check, close, dot, signOut } from '../../shared/icons.ts';
import { sharedMessages } from '../../shared/locale/en.ts';
import { LocaleController } from '../../shared/locale/locale-controller.ts';
import { menu } from '../../shared/menu/menu.ts';
import { menuStyles } from '../../shared/menu/menu.styles.ts';
import { questionStyles } from '../../shared/menu/question.styles.ts';
import { bellOff, pin } from '../message/icons.ts';
import { titleOf } from '../model.ts';
import { OverElement } from '../panes/over-element.ts';
import { deedsFor, doTo, type Deed } from './channel-deeds.ts';
import { listMessages } from './messages.en.ts';

/** The menu of a conversation in the list. Leaving is asked about once more. */
export class RowMenuElement extends OverElement {
  static override styles = [OverElement.styles, menuStyles, questionStyles];

  #locale = new LocaleController(this, { ...sharedMessages, ...listMessages });

  @state() private asks = false;
  /** `type:id` */
  @state() channel = '';

  protected override sessionJoined(): void {
    this.#locale.prefer(this.session);
  }

  override focus(): void {
    this.asks = false;
    super.focus();
  }

  protected override focusTarget(): HTMLElement | null {
    return this.renderRoot.querySelector('[role=menuitem], button');
  }

  readonly #run = (deed: Deed): void => {
    const { panel, store, channel } = this;
    if (deed === 'leave' && !this.asks) {
      this.asks = true;
      void this.updateComplete.then(() => this.focusTarget()?.focus());
      return;
    }
    this.close();
    // What one has left is not shown any more.
    if ((deed === 'leave' || deed === 'hide') && store.snapshot.selected === channel) store.select(undefined);
    void doTo(store, channel, deed).then((done) => {
      if (!done) panel.say(this.#locale.t(`chat.row.${deed}-failed`));
    });
  };

  protected override render(): TemplateResult | typeof nothing {
    const { t } = this.#locale;
    const found = this.store.channel(this.channel);
    if (!found) return nothing;
    if (this.asks) return this.#question(titleOf(found.channel, this.store.user.id));
    const open = this.store.snapshot.selected === this.channel;
    return menu(
      t('chat.row.menu'),
      deedsFor(found, this.store.user.id, open).map((deed) => ({
        key: deed,
        label: t(`chat.row.${deed}`),
        icon: icons[deed],
        danger: deed === 'leave',
        run: () => this.#run(deed),
      })),
    );
  }

  #question(name: string): TemplateResult {
    const { t } = this.#locale;
    const ask = t('chat.row.leave-ask', { name });
    return html`<div class="question" role="alertdialog" aria-label=${ask}>
      <p dir="auto">${ask}</p>
      <div>
        <button type="button" @click=${this.close}>${t('chat.row.cancel')}</button>
        <button class="danger" type="button" @click=${() => this.#run('leave')}>
          ${t('chat.row.leave-yes')}
        </button>
      </div>
    </div>`;
  }
}

const icons: Readonly<Record<Deed, string>> = {
  pin,
  unpin: pin,
  'mark-read': check,
  'mark-unread': dot,
  mute: bellOff,
  unmute: bell,
  archive,
  unarchive: archiveRestore,
  hide: close,
  leave: signOut,
};
