import { property } from 'lit/decorators.js';
import { BelfryElement } from '../shared/base-element.ts';

/** What a form control has besides its value: the parts of the platform's own controls that pages use. */
export abstract class FormControl extends BelfryElement {
  static formAssociated = true;

  /** The name under which a form submits the value. */
  @property({ reflect: true }) name?: string;

  /** Whether the form waits for a value. */
  @property({ type: Boolean, reflect: true }) required = false;

  abstract get value(): string;

  /** The form it belongs to. */
  get form(): HTMLFormElement | null {
    return this.internals.form;
  }

  /** What is wrong with the value: `valueMissing`, or `customError` once a proof has run out. */
  get validity(): ValidityState {
    return this.internals.validity;
  }

  /** What is wrong, in the words for the visitor; else empty. */
  get validationMessage(): string {
    return this.internals.validationMessage;
  }

  /** Whether the form asks it at all: false while it is disabled. */
  get willValidate(): boolean {
    return this.internals.willValidate;
  }

  /** Whether the form may go; fires `invalid` where not. */
  checkValidity(): boolean {
    return this.internals.checkValidity();
  }

  /** The same, and tells the visitor what is wrong. */
  reportValidity(): boolean {
    return this.internals.reportValidity();
  }

  /** The control, or a fieldset around it, was disabled or enabled: it matches `:disabled` or no longer does. */
  formDisabledCallback(): void {
    this.requestUpdate();
  }

  /**
   * Tells the form where things stand.
   * @param memory what the browser keeps, for a visitor who comes back
   * @param missing what the form waits for, in words
   * @param lapsed what the form says of a value whose time is over, whether it is required or not
   */
  protected tellForm(memory: string, missing: string, lapsed: string, anchor: HTMLElement | null): void {
    this.internals.setFormValue(this.value || null, memory);
    this.internals.setValidity(
      { valueMissing: this.required && !this.value, customError: lapsed !== '' },
      lapsed || missing,
      anchor ?? undefined,
    );
  }
}
