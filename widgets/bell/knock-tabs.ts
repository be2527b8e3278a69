import { openChannel } from '../shared/page/open-channel.ts';
import { KnockSocket, parking } from './knock-socket.ts';

/** A feed that wants to hear of what happens. */
export interface Member {
  /** What it lists, as the vendor's join takes it. */
  readonly filters: object;
  /** Where to connect; asked before each attempt, so that the token in it lives. */
  address: () => Promise<string>;
  /** The vendor did not let it in. */
  refused: () => Promise<void>;
  /** Something new is there. */
  arrived: () => void;
  /** It hears from now on; `again` after an earlier time, since when anything may have happened. */
  joined: (again: boolean) => void;
  online: (online: boolean) => void;
  /** Another one has changed something, here or in another tab. */
  changed: () => void;
}

/** What a member can do, and how it leaves. */
export interface Membership {
  /** Tells all others, here and in other tabs, that it has changed something. */
  tellChanged: () => void;
  /** Keeps it connected in a tab that is hidden for long; returns what ends that. */
  stay: () => () => void;
  leave: () => void;
}

/** What a member waits for: to hear for the first time, or again after it was deaf. */
interface Place {
  readonly name: string;
  deaf: boolean;
  joined: boolean;
}

/** What tabs want to hear of: the vendor's filters by their names. */
type Wants = Readonly<Record<string, object>>;

/** What tabs tell each other of the one socket. */
type Word =
  | { say: 'heard'; names: readonly string[] }
  | { say: 'joined'; names: readonly string[] }
  | { say: 'online'; online: boolean }
  /** Asks whether there is a socket, and says what it has to tell of. */
  | { say: 'who'; wants: Wants }
  | { say: 'here'; online: boolean; names: readonly string[] }
  /** There is another one now. */
  | { say: 'anew' };

/** The sockets of one page: one for each topic, whatever feeds of it there are. */
export class KnockPage {
  readonly #tabs = new Map<string, KnockTabs>();

  /** @param name of the topic and of where it is */
  join(name: string, topic: string, member: Member): Membership {
    const tabs = this.#tabs.get(name) ?? new KnockTabs(topic);
    this.#tabs.set(name, tabs);
    tabs.add(member);
    return {
      tellChanged: () => tabs.tellChanged(member),
      stay: () => tabs.stay(),
      leave: () => {
        if (tabs.remove(member) === 0) this.#tabs.delete(name);
      },
    };
  }
}

/**
 * One socket for all tabs of a visitor, and for all feeds in them: the tab that has waited longest has it, joins with what
 * each of them wants and tells the others what it hears; when it is closed or has been hidden for long, the next one has.
 * Tabs tell each other of marks too, of which the vendor tells nobody. Where tabs cannot agree each has a socket.
 */
class KnockTabs {
  readonly #topic: string;
  readonly #members = new Map<Member, Place>();
  /** What other tabs want. */
  #wants: Wants = {};
  readonly #channel: BroadcastChannel | undefined;
  readonly #marks: BroadcastChannel | undefined;
  #socket: KnockSocket | undefined;
  /** What it was joined with and answered for. */
  #names: readonly string[] = [];
  #leave: (() => void) | undefined;
  #parking: ReturnType<typeof setTimeout> | undefined;
  #parked = false;
  #stays = 0;
  #online = true;

  constructor(topic: string) {
    this.#topic = topic;
    if (typeof navigator !== 'undefined' && navigator.locks) {
      this.#channel = openChannel(`belfry ${topic} socket`);
      this.#marks = openChannel(`belfry ${topic}`);
    }
    if (this.#channel) this.#channel.onmessage = ({ data }: MessageEvent<Word>) => this.#told(data);
    if (this.#marks)
      this.#marks.onmessage = () => {
        if (!this.#parked) for (const member of this.#each()) member.changed();
      };
    document.addEventListener('visibilitychange', this.#seen);
  }

  add(member: Member): void {
    const name = nameOf(member.filters);
    const known = name in this.#payload();
    this.#members.set(member, { name, deaf: true, joined: false });
    if (!this.#leave) {
      if (!this.#parked) this.#seek();
      this.#seen();
    } else if (!this.#socket) this.#ask();
    else if (!known) this.#socket.rejoin();
    // Who has just come does not listen yet.
    setTimeout(() => {
      if (!this.#members.has(member)) return;
      this.#join(this.#names, true);
      if (!this.#online) member.online(false);
    });
  }

  /** @returns how many are left; with the last one it ends */
  remove(member: Member): number {
    this.#members.delete(member);
    const { size } = this.#members;
    if (size === 0) {
      document.removeEventListener('visibilitychange', this.#seen);
      clearTimeout(this.#parking);
      this.#resign();
      this.#channel?.close();
      this.#marks?.close();
    }
    return size;
  }

  tellChanged(by: Member): void {
    this.#marks?.postMessage(null);
    for (const member of this.#each()) if (member !== by) member.changed();
  }

  stay(): () => void {
    this.#stay(1);
    return () => this.#stay(-1);
  }

  #stay(more: 1 | -1): void {
    this.#stays += more;
    this.#seen();
    this.#socket?.look();
  }

  readonly #hidden = (): boolean => document.visibilityState === 'hidden' && this.#stays === 0;

  #each(): Member[] {
    return [...this.#members.keys()];
  }

  /** What all of them want to hear of. */
  readonly #payload = (): Wants => {
    const own = [...this.#members].map(([{ filters }, { name }]) => [name, filters] as const);
    return { ...this.#wants, ...Object.fromEntries(own) };
  };

  /** Has the socket as soon as no other tab has it. */
  #seek(): void {
    if (!this.#channel) {
      this.#leave = () => undefined;
      this.#lead();
      return;
    }
    const waiting = new AbortController();
    const { signal } = waiting;
    const left = new Promise<void>((resolve) => {
      this.#leave = () => {
        waiting.abort();
        resolve();
      };
    });
    navigator.locks
      .request(`belfry ${this.#topic}`, { signal }, () => {
        // Given up in the moment in which it was granted.
        if (!signal.aborted) this.#lead();
        return left;
      })
      .catch(() => {
        // Not given up: a page without an origin of its own agrees with nobody.
        if (!signal.aborted) this.#lead();
      });
    this.#ask();
  }

  #ask(): void {
    this.#say({ say: 'who', wants: this.#payload() });
  }

  #lead(): void {
    this.#say({ say: 'anew' });
    this.#socket = new KnockSocket({
      address: () => this.#each()[0]?.address() ?? Promise.reject(new Error('Nobody is left.')),
      topic: this.#topic,
      payload: this.#payload,
      hidden: this.#hidden,
      heard: (event, payload) => {
        if (event !== 'new-message') return;
        const { attn } = payload as { attn?: unknown };
        const names = Array.isArray(attn) ? attn.map(String) : [];
        this.#say({ say: 'heard', names });
        this.#arrive(names);
      },
      joined: () => {
        this.#names = Object.keys(this.#payload());
        this.#say({ say: 'joined', names: this.#names });
        this.#join(this.#names);
      },
      online: (now) => {
        this.#say({ say: 'online', online: now });
        this.#tell(now);
      },
      refused: async () => void (await Promise.all(this.#each().map((member) => member.refused()))),
    });
    // What the last one lost is this one's to find again; it says nothing until that has failed.
    this.#tell(true);
  }

  #resign(): void {
    this.#leave?.();
    this.#leave = undefined;
    this.#socket?.end();
    this.#socket = undefined;
    this.#names = [];
    this.#wants = {};
  }

  #say(word: Word): void {
    this.#channel?.postMessage(word);
  }

  #told(word: Word): void {
    if (word.say === 'who') return this.#asked(word.wants);
    if (this.#parked || this.#socket) return;
    switch (word.say) {
      case 'heard':
        this.#arrive(word.names);
        break;
      case 'joined':
        this.#join(word.names);
        break;
      case 'here':
        this.#tell(word.online);
        this.#join(word.names, true);
        break;
      case 'online':
        this.#tell(word.online);
        break;
      case 'anew':
        this.#ask();
    }
  }

  #asked(wants: Wants): void {
    if (!this.#socket) return;
    const known = this.#payload();
    this.#wants = { ...this.#wants, ...wants };
    if (Object.keys(wants).some((name) => !(name in known))) this.#socket.rejoin();
    this.#say({ say: 'here', online: this.#online, names: this.#names });
  }

  #arrive(names: readonly string[]): void {
    for (const [member, { name }] of [...this.#members]) if (names.includes(name)) member.arrived();
  }

  /**
   * Events come from now on; before that, anything may have happened.
   * @param deaf whether only for those who heard nothing yet
   */
  #join(names: readonly string[], deaf = false): void {
    for (const [member, place] of [...this.#members]) {
      if (!names.includes(place.name) || (deaf && !place.deaf)) continue;
      const again = place.joined;
      place.joined = true;
      place.deaf = false;
      member.joined(again);
    }
  }

  #tell(online: boolean): void {
    if (online === this.#online) return;
    this.#online = online;
    for (const member of this.#each()) member.online(online);
  }

  readonly #seen = (): void => {
    clearTimeout(this.#parking);
    // Alone, the socket looks after itself.
    if (!this.#channel) return;
    if (this.#hidden()) {
      this.#parking = setTimeout(() => {
        this.#parked = true;
        for (const place of this.#members.values()) place.deaf = true;
        this.#resign();
      }, parking);
    } else if (this.#parked) {
      this.#parked = false;
      this.#seek();
    }
  };
}

/** The same in every tab, and short: the vendor may not take a name as long as what it stands for. */
function nameOf(filters: object): string {
  let hash = 0;
  for (const letter of JSON.stringify(filters)) hash = Math.imul(hash, 31) + (letter.codePointAt(0) ?? 0);
  return `client_${(hash >>> 0).toString(36)}`;
}
