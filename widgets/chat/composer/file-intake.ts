import type { LitElement, ReactiveController } from 'lit';

interface Parts {
  /** Whether files are taken now. */
  wanted: () => boolean;
  take: (files: readonly File[]) => void;
  changed: () => void;
}

/**
 * Files that are pasted into the field, or dropped anywhere on the conversation. Nothing of a paste is prevented, so that
 * its text, and undo, stay the field's own.
 */
export class FileIntake implements ReactiveController {
  readonly #host: LitElement;
  readonly #parts: Parts;
  #depth = 0;

  constructor(host: LitElement, parts: Parts) {
    this.#host = host;
    this.#parts = parts;
    host.addController(this);
  }

  /** Whether files are held over the conversation. */
  get over(): boolean {
    return this.#depth > 0;
  }

  hostConnected(): void {
    this.#host.addEventListener('paste', this.#paste);
    for (const type of dragTypes) this.#host.addEventListener(type, this.#drag);
  }

  hostDisconnected(): void {
    this.#host.removeEventListener('paste', this.#paste);
    for (const type of dragTypes) this.#host.removeEventListener(type, this.#drag);
    this.#depth = 0;
  }

  readonly #paste = (event: ClipboardEvent): void => {
    this.#take(event.clipboardData);
  };

  readonly #drag = (event: DragEvent): void => {
    if (!event.dataTransfer?.types.includes('Files') || !this.#parts.wanted()) return;
    // Without this the browser would open the file in place of the page.
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    // Entering an inner element comes before leaving the outer one.
    if (event.type === 'dragenter') this.#enter(this.#depth + 1);
    if (event.type === 'dragleave') this.#enter(Math.max(0, this.#depth - 1));
    if (event.type === 'dragover' && this.#depth === 0) this.#enter(1);
    if (event.type !== 'drop') return;
    this.#enter(0);
    this.#take(event.dataTransfer);
  };

  #take(data: DataTransfer | null): void {
    const files = [...(data?.files ?? [])];
    if (files.length > 0 && this.#parts.wanted()) this.#parts.take(files);
  }

  #enter(depth: number): void {
    const over = this.over;
    this.#depth = depth;
    if (over !== this.over) this.#parts.changed();
  }
}

const dragTypes = ['dragenter', 'dragover', 'dragleave', 'drop'] as const;
