import { html, type PropertyValues, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import { archive } from '../../shared/icons.ts';
import { LocaleController } from '../../shared/locale/locale-controller.ts';
import { NearEnd } from '../../shared/near-end.ts';
import { moreView } from '../../shared/panel.views.ts';
import { stateView } from '../../shared/views.ts';
import { StoreController } from '../../shared/store-controller.ts';
import { PaneElement } from '../panes/pane-element.ts';
import { isListed } from '../store/channel-state.ts';
import { panelMessages } from '../words.ts';
import { archiveOf, type ArchiveState } from './archive.ts';
import { extrasFor, styles as extraStyles } from './list-extras.ts';
import { channelListStyles } from './channel-list.styles.ts';
import { channelRows, channelSkeletons } from './channel-list.view.ts';
import { listMessages } from './messages.en.ts';

/** The conversations that the visitor has put out of the way. */
export class ArchivedPaneElement extends PaneElement {
  static override styles = [PaneElement.styles, channelListStyles, extraStyles];

  #locale = new LocaleController(this, { ...panelMessages, ...listMessages });

  #archive = new StoreController<ArchiveState>(this);

  @state() private focusable: string | undefined;

  constructor() {
    super();
    new NearEnd(this, () => void archiveOf(this.store).more());
  }

  protected override sessionJoined(): void {
    this.#locale.prefer(this.session);
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (!changed.has('store')) return;
    this.#archive.follow(archiveOf(this.store));
    void archiveOf(this.store).refresh();
  }

  protected override focusTarget(): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>('.channel[tabindex="0"]') ?? super.focusTarget();
  }

  protected override render(): TemplateResult {
    const { t } = this.#locale;
    return this.pane(t('chat.archive.heading'), t('chat.archive.back'), this.#content());
  }

  #content(): TemplateResult {
    const { t } = this.#locale;
    const { store } = this;
    const state = store.snapshot;
    const { hasMore, state: more } = archiveOf(store).snapshot;
    const archived = state.channels.filter((channel) => !isListed(channel));
    const view = {
      icon: archive,
      heading: t('chat.archive.none.heading'),
      text: t('chat.archive.none.text'),
    };
    return html`<div class="list-body">
      ${
        archived.length === 0 && !hasMore
          ? stateView(view)
          : channelRows(
              {
                words: this.#locale,
                state,
                extras: extrasFor(this, this.#locale),
                ownId: store.user.id,
                now: new Date(),
                focusable: archived.some(({ channel }) => channel.cid === this.focusable)
                  ? this.focusable
                  : undefined,
                select: (cid) => this.panel.select(cid),
                focused: (cid) => (this.focusable = cid),
              },
              archived,
            )
      }
      ${hasMore ? moreView(t, more, () => void archiveOf(store).more(), channelSkeletons(2)) : ''}
    </div>`;
  }
}
