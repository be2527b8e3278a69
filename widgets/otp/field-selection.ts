import type { ReactiveControllerHost } from 'lit';

/** Where caret or selection of an input stand, for an element that draws them itself. */
export class FieldSelection {
  #host: ReactiveControllerHost;
  #start = 0;
  #end = 0;
  #focused = false;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
  }

  /** Listens to whatever may move a caret: engines differ in when they say `selectionchange`. */
  readonly read = (event: Event): void => {
    const input = event.currentTarget as HTMLInputElement;
    this.#focused = event.type !== 'blur';
    this.#start = input.selectionStart ?? 0;
    this.#end = input.selectionEnd ?? 0;
    this.#host.requestUpdate();
  };

  /** Whether a cell is where the next digit goes, or is selected. A full field's caret stands on the last cell. */
  covers(cell: number, cells: number): boolean {
    if (!this.#focused) return false;
    if (this.#start === this.#end) return cell === Math.min(this.#start, cells - 1);
    return cell >= this.#start && cell < this.#end;
  }
}
