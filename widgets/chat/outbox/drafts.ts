import { Store } from '../../shared/store.ts';
import { blank, type Draft, type Edit } from '../composer/draft.ts';

/** What the visitor is writing and has not sent, by conversation: shared by all that show it. */
export class Drafts extends Store<Readonly<Record<string, Draft>>> {
  constructor() {
    super({});
  }

  of(cid: string): Draft {
    // Another version may have written it.
    return { ...blank, ...this.snapshot[cid] };
  }

  write(cid: string, draft: Draft): void {
    this.set({ [cid]: draft });
  }

  /**
   * Changes a message from now on, from where that was left; what is being changed already waits beneath it.
   * @param unsaved a change of it that was not taken
   */
  edit(cid: string, { message, ...unsaved }: Pick<Edit, 'message'> & Partial<Edit>): void {
    const draft = this.of(cid);
    const { id, text, mentioned } = message;
    const edits = draft.edits.filter((edit) => edit.text !== edit.message.text);
    const known = edits.find((edit) => edit.message.id === id);
    this.write(cid, {
      ...draft,
      edits: [...edits.filter((edit) => edit !== known), { text, mentioned, ...unsaved, ...known, message }],
      aside: false,
    });
  }
}
