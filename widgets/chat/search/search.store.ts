import { Store } from '../../shared/store.ts';
import { asChatError, type ConnectionParts } from '../connection.ts';
import { titleOf, type ChatChannel, type ChatUser } from '../model.ts';
import { matches } from './match.ts';
import type { MessageHit } from './search-calls.ts';

export type Group = 'channels' | 'people' | 'messages';

export interface SearchState {
  /** What is looked for; empty for nothing. */
  readonly text: string;
  readonly busy: boolean;
  readonly channels: readonly ChatChannel[];
  readonly people: readonly ChatUser[];
  readonly messages: readonly MessageHit[];
  /** The groups that could not be searched. What the visitor may not search is not among them: there is nothing to do. */
  readonly failed: readonly Group[];
  /** Where the next messages are. */
  readonly next: string | undefined;
  readonly more: 'idle' | 'loading' | 'failed';
}

export interface SearchSource {
  readonly user: ChatUser;
  readonly snapshot: { readonly channels: readonly { readonly channel: ChatChannel }[] };
  part<Name extends keyof ConnectionParts>(name: Name): Promise<ConnectionParts[Name]>;
}

/** ms without a keystroke after which it is looked for. */
const pause = 300;
const mostChannels = 8;
const mostPeople = 5;
const messagesPage = 15;

const nothing = {
  busy: false,
  channels: [],
  people: [],
  messages: [],
  failed: [],
  next: undefined,
  more: 'idle',
} as const;

/** What a search finds: conversations at hand at once, all else when the vendor has answered. */
export class SearchStore extends Store<SearchState> {
  readonly #source: SearchSource;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(source: SearchSource) {
    super({ text: '', ...nothing });
    this.#source = source;
  }

  /** What the visitor has typed so far. */
  look(typed: string): void {
    const text = typed.trim();
    if (text === this.snapshot.text) return;
    clearTimeout(this.#timer);
    if (text === '') return this.set({ text, ...nothing });
    this.set({ ...nothing, text, busy: true, channels: this.#atHand(text) });
    this.#timer = setTimeout(() => void this.#ask(text), pause);
  }

  /** The same once more, after a failure. */
  again(): void {
    const { text } = this.snapshot;
    this.set({ busy: true, failed: [] });
    void this.#ask(text);
  }

  async loadMore(): Promise<void> {
    const { text, next, more, messages } = this.snapshot;
    if (next === undefined || more === 'loading') return;
    this.set({ more: 'loading' });
    try {
      const page = await (await this.#source.part('search')).messages(text, { limit: messagesPage, next });
      if (text !== this.snapshot.text) return;
      const known = new Set(messages.map(({ message }) => message.id));
      const fresh = page.hits.filter(({ message }) => !known.has(message.id));
      this.set({ messages: [...messages, ...fresh], next: page.next, more: 'idle' });
    } catch {
      if (text === this.snapshot.text) this.set({ more: 'failed' });
    }
  }

  close(): void {
    clearTimeout(this.#timer);
    this.set({ text: '', ...nothing });
  }

  #atHand(text: string): ChatChannel[] {
    return this.#source.snapshot.channels
      .map(({ channel }) => channel)
      .filter((channel) => matches(titleOf(channel, this.#source.user.id), text))
      .slice(0, mostChannels);
  }

  async #ask(text: string): Promise<void> {
    const [channels, people, messages] = await Promise.allSettled([
      this.#source.part('search').then((calls) => calls.channels(text, mostChannels)),
      this.#source.part('people').then((calls) => calls.find(text, mostPeople)),
      this.#source
        .part('search')
        .then((calls) => calls.messages(text, { limit: messagesPage, next: undefined })),
    ]);
    // The answer to what was looked for before is nobody's any more.
    if (text !== this.snapshot.text) return;
    const found = channels.status === 'fulfilled' ? channels.value : [];
    const here = this.#atHand(text);
    const known = new Set(here.map(({ cid }) => cid));
    const outcomes = { channels, people, messages };
    this.set({
      busy: false,
      channels: [...here, ...found.filter(({ cid }) => !known.has(cid))].slice(0, mostChannels),
      people: people.status === 'fulfilled' ? people.value : [],
      messages: messages.status === 'fulfilled' ? messages.value.hits : [],
      next: messages.status === 'fulfilled' ? messages.value.next : undefined,
      failed: (Object.keys(outcomes) as Group[]).filter((group) => {
        const outcome = outcomes[group];
        return outcome.status === 'rejected' && asChatError(outcome.reason).kind !== 'forbidden';
      }),
    });
  }
}
