import { Store } from '../../shared/store.ts';
import type { OutgoingMessage } from '../model.ts';

/** What the visitor is writing and has not sent. */
export interface Draft extends OutgoingMessage {
  /** How many files go with it that the vendor does not have: they cannot be kept over a reload. */
  readonly files?: number;
}

/** A draft for each conversation, shared by all that show it. */
export class Drafts extends Store<Readonly<Record<string, Draft>>> {
  constructor() {
    super({});
  }

  of(cid: string): Draft {
    return this.snapshot[cid] ?? { text: '' };
  }

  write(cid: string, draft: Draft): void {
    this.set({ [cid]: Object.freeze(draft) });
  }
}
