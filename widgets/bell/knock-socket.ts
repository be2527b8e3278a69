/** ms between signs of life; the socket is dead when one is not answered before the next. */
const beat = 30_000;
/** ms within which a sign of life must be answered when the page has come back from somewhere. */
const soon = 5_000;
/** ms in a hidden tab after which the socket is given up until the tab is shown. */
export const parking = 30_000;
/** ms for which it may be down before the visitor is told. */
const unnoticed = 4_000;
/**
 * ms; a wait is drawn between the least and this, which doubles with each failure up to the most: what somebody who looks
 * at the page may wait, and after many failures what spares a vendor that has been down for minutes.
 */
const firstWait = 1_000;
const leastWait = 250;
const mostWait = 30_000;
const longestWait = 300_000;
const manyFailures = 20;
/** Times in a row that the vendor not letting it in is told. */
const mostRefusals = 3;
/** ms within which an attempt must come to a joined topic. */
const patience = 20_000;
/** ms that a connection must last to end a row of failures. */
const steady = 30_000;

export interface SocketParts {
  /** Where to connect; asked before each attempt, so that the token in it lives. */
  address: () => Promise<string>;
  topic: string;
  /** What the topic is joined with: by each client's name what it wants to hear of. */
  payload: () => object;
  /** An event came on the topic. */
  heard: (event: string, payload: unknown) => void;
  /** The topic was joined; what happened before that was not told. */
  joined: () => void;
  /** False when the network has gone, or it has been down for some seconds in a tab that is shown. */
  online: (online: boolean) => void;
  /**
   * The vendor did not let it in, for which the token may be the reason. Told a few times until it does; once that is
   * mended it is tried again at once.
   */
  refused: () => Promise<void>;
  /** Whether nobody looks at the page, and nobody there wants to be told all the same. */
  hidden: () => boolean;
}

/**
 * One topic on Knock's socket, by version 2 of the Phoenix protocol: frames are `[join_ref, ref, topic, event, payload]`.
 * It connects again by itself, ever more slowly while that fails. A tab that is hidden for long has no connection.
 */
export class KnockSocket {
  readonly #parts: SocketParts;
  #socket: WebSocket | undefined;
  /** Of the attempt or connection that is under way: an earlier one has no say any more. */
  #number: number | undefined;
  #attempts = 0;
  #failures = 0;
  #openedAt: number | undefined;
  /** Whether the topic is joined. */
  #up = false;
  #online = true;
  #refusals = 0;
  #ended = false;
  /** Of the join that counts. */
  #joinRef = 0;
  #alive = false;
  #connecting: ReturnType<typeof setTimeout> | undefined;
  #beating: ReturnType<typeof setTimeout> | undefined;
  #parking: ReturnType<typeof setTimeout> | undefined;
  #telling: ReturnType<typeof setTimeout> | undefined;

  constructor(parts: SocketParts) {
    this.#parts = parts;
    document.addEventListener('visibilitychange', this.look);
    globalThis.addEventListener('online', this.#wake);
    globalThis.addEventListener('offline', this.#cutOff);
    void this.#connect();
  }

  end(): void {
    document.removeEventListener('visibilitychange', this.look);
    globalThis.removeEventListener('online', this.#wake);
    globalThis.removeEventListener('offline', this.#cutOff);
    clearTimeout(this.#parking);
    this.#ended = true;
    this.#drop();
    clearTimeout(this.#connecting);
    this.#forgetTelling();
  }

  /** Joins anew, since what it is joined with has changed. */
  rejoin(): void {
    if (this.#openedAt === undefined) return;
    this.#send(String(this.#joinRef), 'leave', this.#parts.topic, 'phx_leave', {});
    this.#join();
  }

  /** Looks again whether anybody wants it. */
  readonly look = (): void => {
    clearTimeout(this.#parking);
    if (!this.#parts.hidden()) return this.#wake();
    this.#parking = setTimeout(() => this.#drop(), parking);
    this.#forgetTelling();
  };

  /** Back from a sleep, another tab or another network: sees at once whether it is still connected. */
  readonly #wake = (): void => {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#beat(soon);
    else void this.#connect();
  };

  readonly #cutOff = (): void => this.#tell(false);

  async #connect(): Promise<void> {
    clearTimeout(this.#connecting);
    if (this.#number !== undefined) return;
    const number = (this.#attempts += 1);
    this.#number = number;
    this.#openedAt = undefined;
    this.#connecting = setTimeout(() => this.#drop(), patience);
    this.#tellLater();
    try {
      const address = await this.#parts.address();
      if (number !== this.#number) return;
      this.#socket = new WebSocket(address);
    } catch {
      this.#lost(number);
      return;
    }
    this.#socket.onopen = () => number === this.#number && this.#opened();
    this.#socket.onmessage = ({ data }) => number === this.#number && this.#heard(data);
    this.#socket.onclose = () => this.#lost(number);
  }

  #opened(): void {
    this.#openedAt = performance.now();
    this.#joinRef = 0;
    this.#join();
    this.#beat(beat);
  }

  #join(): void {
    clearTimeout(this.#connecting);
    this.#connecting = setTimeout(() => this.#drop(), patience);
    const ref = String((this.#joinRef += 1));
    this.#send(ref, ref, this.#parts.topic, 'phx_join', this.#parts.payload());
  }

  /** Gives a sign of life, and another one in time if this one is answered. */
  #beat(limit: number): void {
    clearTimeout(this.#beating);
    this.#alive = false;
    this.#send(null, '0', 'phoenix', 'heartbeat', {});
    this.#beating = setTimeout(() => (this.#alive ? this.#beat(beat) : this.#drop()), limit);
  }

  #send(...frame: unknown[]): void {
    this.#socket?.send(JSON.stringify(frame));
  }

  #heard(data: unknown): void {
    const [join, ref, topic, event, payload] = frameOf(data);
    this.#alive = true;
    if (this.#up) this.#tell(true);
    const joinRef = String(this.#joinRef);
    // What belongs to an earlier join has no say any more.
    if (topic !== this.#parts.topic || (join ?? joinRef) !== joinRef) return;
    if (event === 'phx_error' || event === 'phx_close') this.#drop();
    else if (event !== 'phx_reply') this.#parts.heard(String(event), payload);
    else if (ref === joinRef) this.#answered((payload as { status?: unknown } | null)?.status === 'ok');
  }

  #answered(accepted: boolean): void {
    if (!accepted) {
      this.#openedAt = undefined;
      this.#drop();
      return;
    }
    clearTimeout(this.#connecting);
    this.#refusals = 0;
    this.#up = true;
    this.#tell(true);
    this.#parts.joined();
  }

  #drop(): void {
    const socket = this.#socket;
    this.#lost(this.#number);
    socket?.close();
  }

  #lost(number: number | undefined): void {
    if (number === undefined || number !== this.#number) return;
    clearTimeout(this.#beating);
    clearTimeout(this.#connecting);
    const opened = this.#openedAt;
    this.#number = undefined;
    this.#up = false;
    this.#socket = undefined;
    const good = opened !== undefined && performance.now() - opened >= steady;
    this.#failures = good ? 0 : this.#failures + 1;
    this.#tellLater();
    // Once shown again, it connects.
    if (this.#ended || this.#parts.hidden()) return;
    this.#wait(
      Math.min(this.#failures > manyFailures ? longestWait : mostWait, firstWait * 2 ** this.#failures),
    );
    if (opened !== undefined || this.#refusals === mostRefusals) return;
    this.#refusals += 1;
    this.#parts.refused().then(
      () => {
        this.#failures = 0;
        if (this.#number === undefined && !this.#parts.hidden()) this.#wait(firstWait);
      },
      () => undefined,
    );
  }

  /** @param most ms */
  #wait(most: number): void {
    clearTimeout(this.#connecting);
    if (this.#ended) return;
    this.#connecting = setTimeout(() => void this.#connect(), leastWait + chance() * (most - leastWait));
  }

  #tellLater(): void {
    if (this.#parts.hidden()) return;
    this.#telling ??= setTimeout(() => this.#tell(false), unnoticed);
  }

  #tell(online: boolean): void {
    this.#forgetTelling();
    if (online === this.#online) return;
    this.#online = online;
    this.#parts.online(online);
  }

  #forgetTelling(): void {
    clearTimeout(this.#telling);
    this.#telling = undefined;
  }
}

/** From 0 to 1, so that the visitors of a site do not all come back at once. */
function chance(): number {
  const [drawn = 0] = crypto.getRandomValues(new Uint32Array(1));
  return drawn / 0xffffffff;
}

function frameOf(data: unknown): readonly unknown[] {
  try {
    const frame: unknown = JSON.parse(String(data));
    return Array.isArray(frame) ? frame : [];
  } catch {
    return [];
  }
}
