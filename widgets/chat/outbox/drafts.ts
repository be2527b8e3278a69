import { Store } from '../../shared/store.ts';
import { blank, type Draft } from '../composer/draft.ts';

/** What the visitor is writing and has not sent, by conversation: shared by all that show it. */
export class Drafts extends Store<Readonly<Record<string, Draft>>> {
  constructor() {
    super({});
  }

  of(cid: string): Draft {
    return this.snapshot[cid] ?? blank;
  }

  write(cid: string, draft: Draft): void {
    this.set({ [cid]: draft });
  }
}
