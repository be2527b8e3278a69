import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { ChatMessage } from '../model.ts';

interface Parts {
  field: () => HTMLTextAreaElement | null;
  /** Somebody types into a message that is not sent yet. */
  typing: (cid: string) => void;
  /** False when it cannot be sent now: the text stays. */
  submit: (cid: string, text: string, editing: ChatMessage | undefined) => boolean;
}

/**
 * What is being written: a draft for each channel, kept while the visitor looks at another one, and in its place the
 * message that is being edited.
 */
export class Composer implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #parts: Parts;
  readonly #drafts = new Map<string, string>();
  #cid: string | undefined;
  #editing: ChatMessage | undefined;
  #text = '';

  constructor(host: ReactiveControllerHost, parts: Parts) {
    this.#host = host;
    this.#parts = parts;
    host.addController(this);
  }

  get text(): string {
    return this.#text;
  }

  get editing(): ChatMessage | undefined {
    return this.#editing;
  }

  /** Writes in another channel from now on. */
  follow(cid: string | undefined): void {
    if (cid === this.#cid) return;
    this.#keepDraft();
    this.#cid = cid;
    this.#editing = undefined;
    this.#set(this.#draft());
  }

  /** @param text what to begin with: the message's own, or a change of it that was not saved */
  edit(message: ChatMessage, text = message.text): void {
    this.#keepDraft();
    this.#editing = message;
    this.#set(text);
    this.focus();
  }

  cancelEdit(): void {
    if (!this.#editing) return;
    this.#editing = undefined;
    this.#set(this.#draft());
    this.focus();
  }

  focus(): void {
    void this.#host.updateComplete.then(() => this.#parts.field()?.focus({ preventScroll: true }));
  }

  submit(): void {
    const text = this.#text.trim();
    if (!text || this.#cid === undefined) return;
    const editing = this.#editing;
    if (editing && text === editing.text) {
      this.cancelEdit();
      return;
    }
    if (!this.#parts.submit(this.#cid, text, editing)) return;
    if (!editing) this.#drafts.delete(this.#cid);
    this.#editing = undefined;
    this.#set(this.#draft());
  }

  readonly input = (event: Event): void => {
    this.#text = (event.target as HTMLTextAreaElement).value;
    this.#fit();
    if (this.#cid !== undefined && !this.#editing && this.#text.trim()) this.#parts.typing(this.#cid);
    this.#host.requestUpdate();
  };

  readonly key = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && this.#editing) {
      event.preventDefault();
      this.cancelEdit();
    }
    // Enter that ends a composition is no Enter; WebKit tells it by the code alone.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    // A touch keyboard has no way to a new line but Enter.
    if (matchMedia('(hover: none) and (pointer: coarse)').matches) return;
    event.preventDefault();
    this.submit();
  };

  hostUpdated(): void {
    const field = this.#parts.field();
    if (!field || field.value === this.#text) return;
    field.value = this.#text;
    this.#fit();
  }

  #draft(): string {
    return (this.#cid !== undefined && this.#drafts.get(this.#cid)) || '';
  }

  #keepDraft(): void {
    if (this.#cid !== undefined && !this.#editing) this.#drafts.set(this.#cid, this.#text);
  }

  #set(text: string): void {
    this.#text = text;
    this.#host.requestUpdate();
  }

  /** As high as its text; the styles say where it ends. */
  #fit(): void {
    const field = this.#parts.field();
    if (!field) return;
    field.style.blockSize = 'auto';
    field.style.blockSize = `${field.scrollHeight}px`;
  }
}
