import type { LitElement, ReactiveController } from 'lit';
import { Lazy } from '../../shared/lazy.ts';
import type { ChatMessage, OutgoingMessage, PendingMessage } from '../model.ts';
import type { ChatStore } from '../store/chat.store.ts';
import type * as composerTools from './composer-tools.ts';
import { blank, type Draft, type Edit } from './draft.ts';

interface Parts {
  store: () => ChatStore;
  field: () => HTMLTextAreaElement | null;
  /** Somebody types into a message that is not sent yet. */
  typing: (cid: string) => void;
  /** False when it cannot be sent now: the draft stays. */
  submit: (cid: string, message: OutgoingMessage, edit: Edit | undefined) => boolean;
}

/**
 * What is being written: a draft for each channel, and in its place the message that is being edited; both are kept
 * while the visitor looks at another one. What text alone does not need are its tools, which come with the first use.
 */
export class Composer implements ReactiveController {
  readonly host: LitElement;
  readonly parts: Parts;
  readonly #lazy: Lazy<typeof composerTools>;
  #tools: composerTools.ComposerTools | undefined;
  #cid: string | undefined;

  constructor(host: LitElement, parts: Parts) {
    this.host = host;
    this.parts = parts;
    this.#lazy = new Lazy(host, () => import('./composer-tools.ts'));
    host.addController(this);
    host.addEventListener('dragenter', this.need);
  }

  get cid(): string | undefined {
    return this.#cid;
  }

  get now(): Draft {
    return { ...this.#draft, ...this.change };
  }

  get text(): string {
    return this.now.text;
  }

  get change(): Edit | undefined {
    const { edits, aside } = this.#draft;
    return aside ? undefined : edits.at(-1);
  }

  get editing(): ChatMessage | undefined {
    return this.change?.message;
  }

  /** Whether there is anything to send. */
  get filled(): boolean {
    return Boolean(this.text.trim() || (this.editing ?? this.now).attachments.length);
  }

  /** Undefined until they are here. */
  get tools(): composerTools.ComposerTools | undefined {
    const { module } = this.#lazy;
    return module && (this.#tools ??= new module.ComposerTools(this));
  }

  /** The visitor is about to write. */
  readonly need = (): void => {
    this.#lazy.need();
  };

  /** For the button that adds what is not text. */
  readonly add = (event: Event): void => {
    const button = event.currentTarget as HTMLButtonElement;
    void this.#lazy.load().then(() => this.tools?.add(button));
  };

  /** Writes in another channel from now on. */
  follow(cid: string | undefined): void {
    this.#cid = cid;
  }

  edit(message: ChatMessage): void {
    if (this.#cid) this.parts.store().drafts.edit(this.#cid, { message });
    this.focus();
  }

  /** Answers a message, with what has been written already. */
  quote(quoted: ChatMessage): void {
    this.write({ quoted, aside: true });
    this.focus();
  }

  /** Takes back what was not sent, once all that went with it can be shown; until then it stays where it is. */
  restore(message: PendingMessage): void {
    const cid = this.#cid;
    this.#lazy.load().then(
      () => cid === this.#cid && this.tools?.restore(message),
      () => undefined,
    );
  }

  /** Leaves the edited message as it is and goes back to the draft; else takes the quote off it. */
  cancel(): void {
    if (this.change) this.#leaveEdit();
    else this.write({ quoted: undefined, aside: false });
    this.focus();
  }

  focus(): void {
    void this.host.updateComplete.then(() => this.parts.field()?.focus({ preventScroll: true }));
  }

  submit(): void {
    const { change } = this;
    const text = this.text.trim();
    if (!this.filled || !this.#cid) return;
    if (text === change?.message.text) {
      this.cancel();
      return;
    }
    if (this.tools?.waiting) return;
    const message = { text, ...this.tools?.extras(text) };
    if (!this.parts.submit(this.#cid, message, change)) return;
    if (change) this.#leaveEdit();
    else {
      this.write({ ...blank, edits: this.#draft.edits });
      this.tools?.sent();
    }
  }

  /** Changes what is being written. */
  set(patch: Partial<Draft>): void {
    const { change } = this;
    this.write(change ? { edits: this.#draft.edits.with(-1, { ...change, ...patch }) } : patch);
  }

  /** Changes the draft, also while a message is edited in its place. */
  write(patch: Partial<Draft>): void {
    if (this.#cid) this.parts.store().drafts.write(this.#cid, { ...this.#draft, ...patch });
    this.host.requestUpdate();
  }

  readonly input = (event: Event): void => {
    this.set({ text: (event.target as HTMLTextAreaElement).value });
    this.#fit();
    if (this.#cid && !this.change && this.text.trim()) this.parts.typing(this.#cid);
  };

  readonly key = (event: KeyboardEvent): void => {
    // Enter that ends a composition is no Enter; WebKit tells it by the code alone.
    if (event.isComposing || event.keyCode === 229 || this.tools?.key(event)) return;
    if (event.key === 'Escape' && (this.now.quoted ?? this.now.edits[0])) {
      event.preventDefault();
      this.cancel();
    }
    if (event.key !== 'Enter' || event.shiftKey) return;
    // A touch keyboard has no way to a new line but Enter.
    if (matchMedia('(hover: none) and (pointer: coarse)').matches) return;
    event.preventDefault();
    this.submit();
  };

  hostUpdated(): void {
    const field = this.parts.field();
    if (!field || field.value === this.text) return;
    field.value = this.text;
    this.#fit();
  }

  get #draft(): Draft {
    return this.#cid ? this.parts.store().drafts.of(this.#cid) : blank;
  }

  #leaveEdit(): void {
    this.write({ edits: this.#draft.edits.slice(0, -1) });
  }

  /** As high as its text; the styles say where it ends. */
  #fit(): void {
    const field = this.parts.field();
    if (!field) return;
    field.style.blockSize = 'auto';
    field.style.blockSize = `${field.scrollHeight}px`;
  }
}
