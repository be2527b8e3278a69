import type { ReactiveControllerHost } from 'lit';

/** Where caret or selection of an input stand, for an element that draws them itself. */
export class FieldSelection {
  #host: ReactiveControllerHost;
  #start = 0;
  #end = 0;
  #focused = false;
  #shown = false;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
  }

  /** Listens to whatever may move a caret: engines differ in when they say `selectionchange`. */
  readonly read = (event: Event): void => {
    this.#focused = event.type !== 'blur';
    this.follow(event.currentTarget as HTMLInputElement);
  };

  /** Takes over where the caret went by itself, as when the field's value was set. */
  follow({ selectionStart, selectionEnd }: HTMLInputElement): void {
    const start = selectionStart ?? 0;
    const end = selectionEnd ?? 0;
    if (start === this.#start && end === this.#end && this.#focused === this.#shown) return;
    this.#start = start;
    this.#end = end;
    this.#shown = this.#focused;
    this.#host.requestUpdate();
  }

  /** Whether a cell is where the next digit goes, or is selected. A full field's caret stands on the last cell. */
  covers(cell: number, cells: number): boolean {
    if (!this.#focused) return false;
    if (this.#start === this.#end) return cell === Math.min(this.#start, cells - 1);
    return cell >= this.#start && cell < this.#end;
  }
}
