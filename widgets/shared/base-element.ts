import { LitElement, type CSSResultGroup } from 'lit';
import { property } from 'lit/decorators.js';
import { defaultTheme, sessionOf } from '../session/page.ts';
import { toProblem, type Problem } from '../session/problem.ts';
import type { Session, SessionState } from '../session/session.ts';
import { controlStyles } from './controls.styles.ts';
import { BelfryErrorEvent } from './events.ts';
import { StoreController } from './store-controller.ts';
import { themeStyles } from './theme.styles.ts';

/**
 * What every visible element has: the theme, the session around it, states for styling, and one way to report a
 * failure. A subclass finds its session in `sessionJoined`, again whenever it comes to stand in another one.
 */
export abstract class BelfryElement extends LitElement {
  static override styles: CSSResultGroup = [themeStyles, controlStyles];

  /** Colour scheme: `light`, `dark`, or `auto` (that of the surroundings). */
  @property({ reflect: true }) theme?: 'light' | 'dark' | 'auto';

  protected readonly internals: ElementInternals = this.attachInternals();
  #session: Session | undefined;
  #sessionState = new StoreController<SessionState>(this, () => this.sessionChanged());

  /** Frameworks write `open="false"` on an element that is not defined yet, and so do people: it is none. */
  override attributeChangedCallback(name: string, before: string | null, value: string | null): void {
    const { type } = (this.constructor as typeof LitElement).getPropertyOptions(name);
    if (value === 'false' && type === Boolean) this.removeAttribute(name);
    else super.attributeChangedCallback(name, before, value);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const theme = defaultTheme();
    if (!this.theme && theme) this.theme = theme;
    const session = sessionOf(this);
    if (session === this.#session) return;
    this.#session = session;
    this.#sessionState.follow(session);
    this.sessionJoined(session);
    this.advise();
  }

  /** The session of this element; only once it has been connected. */
  protected get session(): Session {
    if (!this.#session) throw new Error(`<${this.localName}> has not been connected yet.`);
    return this.#session;
  }

  /** Called when the element comes to stand in a session for the first time, and in another one after a move. */
  protected sessionJoined(_session: Session): void {}

  /** Called with every change of the session's state, before the element renders it. */
  protected sessionChanged(): void {}

  /** Has what is wrong with its use said in the console. */
  protected advise(): void {
    import('./advice/advise.ts').then(
      ({ adviseOn }) => adviseOn(this, this.session),
      () => undefined,
    );
  }

  /** Switches a custom state: `belfry-chat:state(open)`. */
  protected setState(name: string, on: boolean): void {
    try {
      this.internals.states[on ? 'add' : 'delete'](name);
    } catch {
      // An old browser has none, or takes other names.
    }
  }

  /** Reports a failure to the page; the element shows it by itself. */
  protected report(error: unknown): Problem {
    const problem = toProblem(error);
    this.dispatchEvent(new BelfryErrorEvent(problem));
    return problem;
  }
}
