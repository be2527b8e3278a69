import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { dequal } from 'dequal/lite';
import { define } from '../define.ts';
import type { Renderer } from './renderer.ts';
import { LightBox } from './light-box.ts';

/**
 * Something that the site draws itself.
 * @param name what it is, for whoever reads the console
 * @param otherwise what stands in its place where the renderer fails
 */
export function custom<Shown>(
  name: string,
  renderer: Renderer<Shown>,
  shown: Shown,
  otherwise: unknown,
): TemplateResult {
  return html`<belfry-custom
    class="custom"
    .name=${name}
    .shown=${shown}
    .renderer=${renderer}
    .draw=${(element: HTMLElement) => renderer(element, shown)}
    .otherwise=${otherwise}
  ></belfry-custom>`;
}

/** What the site draws, as long as it stands here. What the site's renderer throws ends at this element. */
class CustomElement extends LitElement {
  #box: LightBox | undefined;
  #cleanup: (() => void) | undefined;

  @state() private failed = false;

  @property({ attribute: false }) name = '';
  /** The same told once more, as after each connection, is no change: what a visitor typed into it would be lost. */
  @property({ attribute: false, hasChanged: (one, other) => !dequal(one, other) }) shown: unknown;
  @property({ attribute: false }) renderer: unknown;
  /** Calls the renderer; made anew each time, which alone is no change. */
  @property({ attribute: false, hasChanged: () => false }) draw!: (
    element: HTMLElement,
  ) => (() => void) | undefined;
  @property({ attribute: false }) otherwise: unknown;

  /** Its slot stands in the shadow root around it. */
  protected override createRenderRoot(): this {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.requestUpdate('shown');
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#clear();
    this.#box?.remove();
    this.#box = undefined;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!this.isConnected || !(changed.has('shown') || changed.has('renderer'))) return;
    this.#clear();
    this.#box ??= new LightBox(this);
    this.#box.element.replaceChildren();
    this.failed = false;
    const { element } = this.#box;
    this.#attempt(() => {
      this.#cleanup = this.draw(element) ?? undefined;
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
      console.warn(`The renderer of ${this.name} failed.`, error);
    }
  }

  protected override render(): unknown {
    const slot: TemplateResult | typeof nothing = this.#box
      ? html`<slot name=${this.#box.name}></slot>`
      : nothing;
    return this.failed ? this.otherwise : slot;
  }
}

define('belfry-custom', CustomElement);

declare global {
  interface HTMLElementTagNameMap {
    'belfry-custom': CustomElement;
  }
}
