import { KnockSocket, parking, type SocketParts } from './knock-socket.ts';

/** What tabs tell each other of the one socket. */
type Word =
  | { say: 'heard'; event: string }
  | { say: 'joined'; again: boolean }
  | { say: 'online'; online: boolean }
  /** Asks whether there is a socket. */
  | { say: 'who' }
  | { say: 'here'; online: boolean };

/**
 * One socket for all tabs of a visitor that look at the same thing: the tab that has waited longest has it and tells the
 * others what it hears; when it is closed or has been hidden for long, the next one has. Tabs tell each other of marks
 * too, of which the vendor tells nobody. Where tabs cannot agree each has a socket.
 */
export class KnockTabs {
  readonly #name: string;
  readonly #parts: SocketParts;
  readonly #channel: BroadcastChannel | undefined;
  readonly #marks: BroadcastChannel | undefined;
  #socket: KnockSocket | undefined;
  #leave: (() => void) | undefined;
  #parking: ReturnType<typeof setTimeout> | undefined;
  #parked = false;
  #asking = true;
  #joined = false;
  #online = true;

  /** @param changed told when another tab has changed something */
  constructor(parts: SocketParts, changed: () => void) {
    this.#parts = parts;
    this.#name = `belfry ${parts.topic} ${JSON.stringify(parts.payload)}`;
    if (typeof navigator !== 'undefined' && navigator.locks && typeof BroadcastChannel === 'function') {
      this.#channel = new BroadcastChannel(this.#name);
      this.#channel.onmessage = ({ data }: MessageEvent<Word>) => this.#told(data);
      // Of everything of this visitor's, whatever part of it a tab looks at.
      this.#marks = new BroadcastChannel(`belfry ${parts.topic}`);
      this.#marks.onmessage = () => {
        if (!this.#parked) changed();
      };
    }
    document.addEventListener('visibilitychange', this.#seen);
    this.#seek();
    this.#seen();
  }

  /** Tells the other tabs that something was changed here. */
  tellChanged(): void {
    this.#marks?.postMessage(null);
  }

  end(): void {
    document.removeEventListener('visibilitychange', this.#seen);
    clearTimeout(this.#parking);
    this.#resign();
    this.#channel?.close();
    this.#marks?.close();
  }

  /** Has the socket as soon as no other tab has it. */
  #seek(): void {
    if (this.#leave) return;
    if (!this.#channel) {
      this.#lead();
      this.#leave = () => undefined;
      return;
    }
    const waiting = new AbortController();
    const left = new Promise<void>((resolve) => {
      this.#leave = () => {
        waiting.abort();
        resolve();
      };
    });
    navigator.locks
      .request(this.#name, { signal: waiting.signal }, () => {
        // Given up in the moment in which it was granted.
        if (!waiting.signal.aborted) this.#lead();
        return left;
      })
      .catch(() => {
        // Not given up: a page without an origin of its own agrees with nobody.
        if (!waiting.signal.aborted) this.#lead();
      });
    this.#asking = true;
    this.#say({ say: 'who' });
  }

  #lead(): void {
    const { heard, joined, online } = this.#parts;
    this.#asking = false;
    this.#socket = new KnockSocket({
      ...this.#parts,
      heard: (event) => {
        this.#say({ say: 'heard', event });
        heard(event);
      },
      joined: (again) => {
        this.#say({ say: 'joined', again });
        // Taken over, it is not the first time.
        joined(again || this.#joined);
        this.#joined = true;
      },
      online: (now) => {
        this.#online = now;
        this.#say({ say: 'online', online: now });
        online(now);
      },
    });
    if (this.#online) return;
    // What the last one lost is this one's to find again; it says nothing until that has failed.
    this.#online = true;
    online(true);
  }

  #resign(): void {
    this.#leave?.();
    this.#leave = undefined;
    this.#socket?.end();
    this.#socket = undefined;
  }

  #say(word: Word): void {
    this.#channel?.postMessage(word);
  }

  #told(word: Word): void {
    if (word.say === 'who') {
      if (this.#socket) this.#say({ say: 'here', online: this.#online });
      return;
    }
    if (this.#parked || this.#socket) return;
    switch (word.say) {
      case 'heard':
        this.#parts.heard(word.event);
        break;
      case 'joined':
        this.#join(word.again);
        break;
      case 'here':
        this.#tell(word.online);
        if (this.#asking) this.#join(false);
        break;
      case 'online':
        this.#tell(word.online);
    }
  }

  /** Events come from now on; before that, anything may have happened. */
  #join(again: boolean): void {
    this.#asking = false;
    this.#parts.joined(again || this.#joined);
    this.#joined = true;
  }

  #tell(online: boolean): void {
    if (online === this.#online) return;
    this.#online = online;
    this.#parts.online(online);
  }

  readonly #seen = (): void => {
    clearTimeout(this.#parking);
    // Alone, the socket looks after itself.
    if (!this.#channel) return;
    if (document.visibilityState === 'hidden') {
      this.#parking = setTimeout(() => {
        this.#parked = true;
        this.#resign();
      }, parking);
    } else if (this.#parked) {
      this.#parked = false;
      this.#seek();
    }
  };
}
