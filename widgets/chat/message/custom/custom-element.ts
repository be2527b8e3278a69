import { LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { html } from 'lit';
import { property, state } from 'lit/decorators.js';
import { define } from '../../../shared/define.ts';
import type { Renderer } from '../../custom.ts';
import type { ChatMessage } from '../../model.ts';
import { LightBox } from './light-box.ts';

/**
 * A message that the site draws itself, as long as it stands here. What the site's renderer throws ends at this
 * element: the message is drawn as text then.
 */
export class CustomMessageElement extends LitElement {
  #box: LightBox | undefined;
  #cleanup: (() => void) | undefined;

  @state() private failed = false;

  @property({ attribute: false }) message!: ChatMessage;
  @property({ attribute: false }) renderer!: Renderer<ChatMessage>;
  /** What stands in its place where the renderer fails. */
  @property({ attribute: false }) otherwise: unknown;

  /** Its slot stands in the shadow root around it. */
  protected override createRenderRoot(): this {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.requestUpdate('message');
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#clear();
    this.#box?.remove();
    this.#box = undefined;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!this.isConnected || !(changed.has('message') || changed.has('renderer'))) return;
    this.#clear();
    this.#box ??= new LightBox(this);
    this.#box.element.replaceChildren();
    this.failed = false;
    this.#attempt(() => {
      this.#cleanup =
        this.renderer(this.#box?.element ?? document.createElement('div'), this.message) ?? undefined;
    });
  }

  #clear(): void {
    const cleanup = this.#cleanup;
    this.#cleanup = undefined;
    if (cleanup) this.#attempt(cleanup);
  }

  #attempt(run: () => void): void {
    try {
      run();
    } catch (error) {
      this.failed = true;
      this.#box?.element.replaceChildren();
      console.warn(`The renderer of "${this.message.customType}" messages failed.`, error);
    }
  }

  protected override render(): unknown {
    const slot: TemplateResult | typeof nothing = this.#box
      ? html`<slot name=${this.#box.name}></slot>`
      : nothing;
    return this.failed ? this.otherwise : slot;
  }
}

define('belfry-chat-custom', CustomMessageElement);

declare global {
  interface HTMLElementTagNameMap {
    'belfry-chat-custom': CustomMessageElement;
  }
}
