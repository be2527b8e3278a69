import type { LitElement, ReactiveController } from 'lit';
import { Lazy } from '../../shared/lazy.ts';
import type { ChatMessage, OutgoingMessage } from '../model.ts';
import type { Drafts } from '../outbox/drafts.ts';
import type * as composerTools from './composer-tools.ts';
import { blank, type Draft } from './draft.ts';

interface Parts {
  field: () => HTMLTextAreaElement | null;
  /** Drafts of all conversations, which another chat or tab may change too. */
  drafts: () => Drafts;
  /** Somebody types into a message that is not sent yet. */
  typing: (cid: string) => void;
  /** False when it cannot be sent now: the draft stays. */
  submit: (cid: string, draft: Draft, editing: ChatMessage | undefined) => boolean;
}

/**
 * What is being written: a draft for each channel, kept while the visitor looks at another one, and in its place the
 * message that is being edited.
 */
export class Composer implements ReactiveController {
  readonly #host: LitElement;
  readonly #parts: Parts;
  readonly #lazy: Lazy<typeof composerTools>;
  #tools: composerTools.ComposerTools | undefined;
  #cid: string | undefined;
  #editing: ChatMessage | undefined;
  #now = blank;

  constructor(host: LitElement, parts: Parts) {
    this.#host = host;
    this.#parts = parts;
    this.#lazy = new Lazy(host, () => import('./composer-tools.ts'));
    host.addController(this);
  }

  get text(): string {
    return this.#now.text;
  }

  get quoted(): ChatMessage | undefined {
    return this.#now.quoted;
  }

  get editing(): ChatMessage | undefined {
    return this.#editing;
  }

  /** What comes with the first use; undefined until it is here. */
  get tools(): composerTools.ComposerTools | undefined {
    const { module } = this.#lazy;
    return module && (this.#tools ??= new module.ComposerTools(this));
  }

  /** The visitor is about to write. */
  readonly need = (): void => {
    this.#lazy.need();
  };

  /** Writes in another channel from now on. */
  follow(cid: string | undefined): void {
    if (cid !== this.#cid) this.#editing = undefined;
    this.#cid = cid;
    if (!this.#editing) this.#now = this.#draft();
  }

  /** @param text what to begin with: the message's own, or a change of it that was not saved */
  edit(message: ChatMessage, text = message.text): void {
    this.#editing = message;
    this.set({ ...blank, text, mentioned: message.mentioned });
    this.focus();
  }

  /** Answers a message, with what has been written already. */
  quote(message: ChatMessage): void {
    if (this.#editing) this.cancel();
    this.set({ quoted: message });
    this.focus();
  }

  /** Takes back what was sent and did not get through, before what has been written since. */
  restore({ text }: OutgoingMessage): void {
    if (this.#editing) this.cancel();
    this.set({ text: [text, this.text].filter(Boolean).join('\n') });
    this.focus();
  }

  /** Leaves the edited message as it is and goes back to the draft; else takes the quote off it. */
  cancel(): void {
    if (this.#editing) this.#leaveEdit();
    else this.set({ quoted: undefined });
    this.focus();
  }

  focus(): void {
    this.need();
    void this.#host.updateComplete.then(() => this.#parts.field()?.focus({ preventScroll: true }));
  }

  submit(): void {
    const text = this.#now.text.trim();
    if (!text || this.#cid === undefined) return;
    const editing = this.#editing;
    if (editing && text === editing.text) {
      this.cancel();
      return;
    }
    if (!this.#parts.submit(this.#cid, { ...this.#now, text }, editing)) return;
    if (editing) this.#leaveEdit();
    else this.set(blank);
  }

  /** Changes what is being written. */
  set(patch: Partial<Draft>): void {
    this.#now = { ...this.#now, ...patch };
    if (this.#cid !== undefined && !this.#editing) this.#parts.drafts().write(this.#cid, this.#now);
    this.#host.requestUpdate();
  }

  readonly input = (event: Event): void => {
    this.set({ text: (event.target as HTMLTextAreaElement).value });
    this.#fit();
    if (this.#cid !== undefined && !this.#editing && this.text.trim()) this.#parts.typing(this.#cid);
  };

  readonly key = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && (this.#editing ?? this.quoted)) {
      event.preventDefault();
      this.cancel();
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
    if (!field || field.value === this.text) return;
    field.value = this.text;
    this.#fit();
  }

  #draft(): Draft {
    return this.#cid === undefined ? blank : this.#parts.drafts().of(this.#cid);
  }

  #leaveEdit(): void {
    this.#editing = undefined;
    this.set(this.#draft());
  }

  /** As high as its text; the styles say where it ends. */
  #fit(): void {
    const field = this.#parts.field();
    if (!field) return;
    field.style.blockSize = 'auto';
    field.style.blockSize = `${field.scrollHeight}px`;
  }
}
