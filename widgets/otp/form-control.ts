import { property, state } from 'lit/decorators.js';
import { BelfryElement } from '../shared/base-element.ts';

/** What a form control has besides its value: the parts of the platform's own controls that pages use. */
export abstract class FormControl extends BelfryElement {
  static formAssociated = true;

  /** Whether the control, or a fieldset around it, is disabled. */
  @state() protected disabledByForm = false;

  /** The name under which a form submits the value. */
  @property({ reflect: true }) name?: string;

  /** Whether the form waits for a value. */
  @property({ type: Boolean, reflect: true }) required = false;

  abstract get value(): string;

  get form(): HTMLFormElement | null {
    return this.internals.form;
  }

  get validity(): ValidityState {
    return this.internals.validity;
  }

  get validationMessage(): string {
    return this.internals.validationMessage;
  }

  get willValidate(): boolean {
    return this.internals.willValidate;
  }

  checkValidity(): boolean {
    return this.internals.checkValidity();
  }

  reportValidity(): boolean {
    return this.internals.reportValidity();
  }

  formDisabledCallback(disabled: boolean): void {
    this.disabledByForm = disabled;
  }

  /** Tells the form where things stand. @param memory what the browser keeps, for a visitor who comes back */
  protected tellForm(memory: string, missing: string, anchor: HTMLElement | null): void {
    this.internals.setFormValue(this.value || null, memory);
    if (!this.required || this.value) this.internals.setValidity({});
    else this.internals.setValidity({ valueMissing: true }, missing, anchor ?? undefined);
  }
}
