import { html, nothing, type TemplateResult } from 'lit';
import { query, state } from 'lit/decorators.js';
import { LocaleController } from '../../shared/locale/locale-controller.ts';
import { asChatError } from '../connection.ts';
import { nameOf } from '../model.ts';
import { PaneElement } from '../panes/pane-element.ts';
import { personStyles } from './person.styles.ts';
import { PeoplePicker } from './picker.ts';
import { pickerStyles } from './picker.styles.ts';
import { peopleTexts } from './words.ts';

/** Begins a conversation with one person or several; with the same people it is the same one again. */
export class CreatePaneElement extends PaneElement {
  static override styles = [PaneElement.styles, personStyles, pickerStyles];

  #locale = new LocaleController(this, peopleTexts);
  #picker = new PeoplePicker(this, {
    calls: () => this.store.part('people'),
    without: () => [this.store.user.id],
    words: () => this.#locale,
  });

  @query('input[name=name]') private nameField!: HTMLInputElement | null;
  @state() private busy = false;
  @state() private failure = '';

  override connectedCallback(): void {
    super.connectedCallback();
    void this.updateComplete.then(() => this.#picker.clear());
  }

  protected override sessionJoined(): void {
    this.#locale.prefer(this.session);
  }

  protected override focusTarget(): HTMLElement | null {
    return this.renderRoot.querySelector('input');
  }

  readonly #start = async (event: Event): Promise<void> => {
    event.preventDefault();
    const { chosen } = this.#picker;
    const [only] = chosen;
    if (!only || this.busy) return;
    this.busy = true;
    this.failure = '';
    try {
      const name = chosen.length > 1 ? (this.nameField?.value.trim() ?? '') : '';
      const message = await this.store.part('message');
      const blocked = chosen.find(({ id }) => message.isBlocked(id));
      if (blocked) {
        this.failure = this.#locale.t('chat.people.blocked', { name: nameOf(blocked) });
        return;
      }
      const people = await this.store.part('people');
      const cid = await people.converse(
        chosen.map(({ id }) => id),
        name,
      );
      this.panel.select(cid);
      this.leave();
    } catch (error) {
      const forbidden = asChatError(error).kind === 'forbidden';
      this.failure = this.#locale.t(forbidden ? 'chat.people.create-forbidden' : 'chat.people.create-failed');
    } finally {
      this.busy = false;
    }
  };

  protected override render(): TemplateResult {
    const { t } = this.#locale;
    return this.pane(
      t('chat.people.create'),
      t('chat.people.back'),
      html`${this.#picker.render()} ${this.#foot(this.#picker.chosen.length)}`,
    );
  }

  #foot(count: number): TemplateResult | typeof nothing {
    if (count === 0) return nothing;
    const { t } = this.#locale;
    return html`<form class="foot" @submit=${this.#start}>
      ${
        count > 1
          ? html`<label for="name">${t('chat.people.group-name')}</label>
              <div class="field"><input id="name" name="name" type="text" maxlength="100" dir="auto" /></div>`
          : nothing
      }
      ${this.failure ? html`<p role="alert">${this.failure}</p>` : nothing}
      <button class="primary" aria-disabled=${this.busy}>${t('chat.people.start', { count })}</button>
    </form>`;
  }
}
