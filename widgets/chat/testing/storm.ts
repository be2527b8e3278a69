import { createHmac } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { startSandbox, type Sandbox } from '../../../sandbox/sandbox.ts';
import type { ChatToken } from '../../../worker/contract/index.ts';
import { Desk } from '../outbox/desk.ts';
import type { ChannelState } from '../store/channel-state.ts';
import { ChatStore } from '../store/chat.store.ts';
import { StreamConnection } from '../stream-connection.ts';
import { openLine, type Line } from './line.ts';

export interface Weather {
  readonly seed: number;
  readonly cuts: number;
  /** Messages that the others write meanwhile. */
  readonly messages: number;
  /** Messages that the visitor sends meanwhile. */
  readonly sends: number;
}

/** What is left of a storm: all of it should be nothing but the counts. */
export interface Aftermath {
  /** How the visitor's chat differs from the vendor's, as lines. */
  readonly faults: readonly string[];
  readonly written: number;
  readonly sent: number;
  /** Messages that were sent in vain so often that the visitor had to say so once more. */
  readonly resent: number;
  /** Gaps that the chat recovered from: a cut may come before the last one is over. */
  readonly recovered: number;
  /** Seconds of the sandbox's clock for which the connection was away. */
  readonly away: number;
}

const id = 'storm';
const cid = `messaging:${id}`;
/** ms until something that must happen has not. */
const patience = 60_000;

/**
 * A visitor's chat, over the vendor's SDK and a line of its own, in a channel where others write all the time, while
 * the connection is cut again and again: at times the socket alone by the sandbox, at times the whole line with what is
 * on it. The time that a cut takes passes on the sandbox's clock, and little of it for the machine.
 */
export async function rideOut(weather: Weather): Promise<Aftermath> {
  const sandbox = await startSandbox({ port: 0 });
  const line = await openLine(sandbox.origins.stream);
  const storm = await Storm.begin(sandbox, line, weather);
  try {
    return await storm.pass();
  } finally {
    await storm.end();
    await line.close();
    await sandbox.close();
  }
}

class Storm {
  readonly #sandbox: Sandbox;
  readonly #line: Line;
  readonly #weather: Weather;
  readonly #random: () => number;
  readonly #desk: Desk;
  readonly #store: ChatStore;
  readonly #faults: string[] = [];
  #written = 0;
  #sent = 0;
  #resent = 0;
  #recovered = 0;
  /** Gaps that had been recovered from when the last cut came. */
  #recoveredBefore = 0;
  #away = 0;

  static async begin(sandbox: Sandbox, line: Line, weather: Weather): Promise<Storm> {
    await backend(sandbox, 'POST', `/channels/messaging/${id}/query`, {
      data: { created_by_id: 'ann', members: ['ann', 'ben', 'cleo'] },
    });
    const token = tokenOf(sandbox, 'ann', line.origin);
    const desk = new Desk(await StreamConnection.connect(token, () => Promise.resolve(token)));
    return new Storm(sandbox, line, weather, desk);
  }

  private constructor(sandbox: Sandbox, line: Line, weather: Weather, desk: Desk) {
    this.#sandbox = sandbox;
    this.#line = line;
    this.#weather = weather;
    this.#random = randomOf(weather.seed);
    this.#desk = desk;
    this.#store = new ChatStore(desk, { arrived: () => undefined, failed: () => undefined });
    desk.connection.listen((event) => {
      if (event.type === 'recovered') this.#recovered += 1;
    });
  }

  async end(): Promise<void> {
    this.#store.close();
    await this.#desk.close();
  }

  async pass(): Promise<Aftermath> {
    const { cuts, messages, sends } = this.#weather;
    this.#store.select(cid);
    await until(() => this.#state?.opened, 'the channel');
    for (let cut = 1; cut <= cuts; cut += 1) {
      const upTo = (all: number, share: number): number => Math.round((all * (cut - 1 + share)) / cuts);
      this.#store.setReading(cid, this.#random() < 0.5);
      const before = this.#random();
      await this.#flow(upTo(messages, before / 2), upTo(sends, before / 2));
      await this.#cut(() => this.#flow(upTo(messages, 0.75), upTo(sends, 0.75)));
      await this.#flow(upTo(messages, 1), upTo(sends, 1));
      // At times the next one comes while this one is recovered from.
      if (this.#random() < 0.7) await this.#check(`after cut ${cut}`);
    }
    await this.#settle();
    return {
      faults: this.#faults,
      written: this.#written,
      sent: this.#sent,
      resent: this.#resent,
      recovered: this.#recovered,
      away: this.#away,
    };
  }

  get #state(): ChannelState | undefined {
    return this.#store.channel(cid);
  }

  /** The others write, and the visitor sends in between, until there are so many. */
  async #flow(messages: number, sends: number): Promise<void> {
    while (this.#written < messages || this.#sent < sends) {
      const rest = messages - this.#written;
      if (this.#random() < (sends - this.#sent) / (rest + sends - this.#sent)) {
        this.#sent += 1;
        this.#store.outgoing.send(cid, { text: `mine ${this.#sent}` });
      } else {
        this.#written += 1;
        const message = { text: `theirs ${this.#written}`, user_id: this.#random() < 0.5 ? 'ben' : 'cleo' };
        await backend(this.#sandbox, 'POST', `/channels/messaging/${id}/message`, { message });
      }
    }
  }

  async #cut(meanwhile: () => Promise<void>): Promise<void> {
    const seconds = 0.1 * 600 ** this.#random();
    this.#away += seconds;
    this.#recoveredBefore = this.#recovered;
    const whole = this.#random() < 0.5;
    if (whole) this.#line.cut();
    else await this.#fault({ cut: 1006, refuse: seconds });
    // What else goes wrong on the way: events twice, or in another order.
    if (this.#random() < 0.3) await this.#fault({ duplicate: true, times: 3 });
    if (this.#random() < 0.3) await this.#fault({ reorder: true, times: 2 });
    await meanwhile();
    await sleep(this.#random() * 200);
    this.#sandbox.context.clock.advance(seconds);
    if (whole) this.#line.mend();
  }

  async #fault(fault: object): Promise<void> {
    await call(`${this.#sandbox.origins.control}/faults`, 'POST', { vendor: 'stream', ...fault });
  }

  /** What is shown must be a stretch of what the vendor has, once the chat says that it is up to date. */
  async #check(when: string): Promise<void> {
    await until(() => this.#isCalm, `calm ${when}`);
    const all = await this.#told();
    // What has been written since is on its way.
    const shown = (this.#state?.messages ?? []).map((message) => message.id);
    const at = all.findIndex((message) => message.id === shown[0]);
    const same = shown.every((shownId, index) => all[at + index]?.id === shownId);
    if (shown.length > 0 && (at < 0 || !same)) this.#faults.push(`${when}: ${difference(all, at, shown)}`);
  }

  get #isCalm(): boolean {
    const { busy, opened, failure } = this.#state ?? {};
    const waiting = this.#desk.outbox.of(cid).some(({ status }) => status !== 'failed');
    if (this.#recovered === this.#recoveredBefore) return false;
    return this.#store.snapshot.online && opened === true && !busy && !failure && !waiting;
  }

  /** The end: all is sent, and the chat shows the newest and, page by page, what was before it. */
  async #settle(): Promise<void> {
    await until(() => {
      for (const { id: failedId, status } of this.#desk.outbox.of(cid)) {
        if (status !== 'failed') continue;
        this.#resent += 1;
        this.#store.outgoing.resend(cid, failedId);
      }
      return this.#isCalm && this.#desk.outbox.of(cid).length === 0;
    }, 'the end of the storm');
    const all = await this.#told();
    this.#store.setReading(cid, true);
    await this.#store.jumpToNewest(cid);
    await until(() => this.#isCalm && this.#state?.messages.at(-1)?.id === all.at(-1)?.id, 'the newest');
    await this.#check('at the end');
    while (this.#state?.hasOlder && this.#state.messages.length < 900) {
      await this.#store.loadOlder(cid);
      await this.#check('paging back');
    }
    this.#compareSends(all);
    if (this.#state?.pending.length)
      this.#faults.push(`${this.#state.pending.length} are still on their way`);
  }

  #compareSends(all: readonly Told[]): void {
    const mine = all.filter(({ text }) => text.startsWith('mine ')).map(({ text }) => Number(text.slice(5)));
    for (let number = 1; number <= this.#sent; number += 1) {
      const times = mine.filter((each) => each === number).length;
      if (times !== 1) this.#faults.push(`mine ${number} is there ${times} times`);
    }
    const inOrder = mine.every((number, index) => index === 0 || number > (mine[index - 1] ?? 0));
    if (!inOrder && this.#resent === 0) this.#faults.push(`sent in another order: ${mine.join(' ')}`);
  }

  /** All messages of the channel as the vendor has them. */
  async #told(): Promise<Told[]> {
    const all: Told[] = [];
    for (;;) {
      const page = all[0] ? { id_lt: all[0].id } : {};
      const { messages } = (await backend(this.#sandbox, 'POST', `/channels/messaging/${id}/query`, {
        messages: { limit: 300, ...page },
        state: true,
      })) as { messages: Told[] };
      all.unshift(...messages);
      if (messages.length < 300) return all;
    }
  }
}

interface Told {
  readonly id: string;
  readonly text: string;
}

function difference(all: readonly Told[], at: number, shown: readonly string[]): string {
  if (at < 0) return `the first that is shown, ${shown[0]}, is not there`;
  const index = shown.findIndex((shownId, each) => all[at + each]?.id !== shownId);
  const name = (messageId: string | undefined): string =>
    all.find((message) => message.id === messageId)?.text ?? `${messageId}, which is not there`;
  return `in place of ${name(all[at + index]?.id)} there is ${name(shown[index])}, ${index} of ${shown.length}`;
}

/** Mulberry32: the same numbers for the same seed. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

async function until(condition: () => boolean | undefined, what: string): Promise<void> {
  const end = performance.now() + patience;
  while (!condition()) {
    if (performance.now() > end) throw new Error(`It never came: ${what}`);
    await sleep(5);
  }
}

function sign(sandbox: Sandbox, claims: object): string {
  const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');
  const signed = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`;
  const { apiSecret } = sandbox.credentials.stream;
  return `${signed}.${createHmac('sha256', apiSecret).update(signed).digest('base64url')}`;
}

/** Valid for all the time that passes in a storm. */
function tokenOf(sandbox: Sandbox, userId: string, baseUrl: string): ChatToken {
  const exp = Math.floor(Date.now() / 1000) + 86_400;
  return {
    apiKey: sandbox.credentials.stream.apiKey,
    userId,
    token: sign(sandbox, { user_id: userId, exp }),
    expiresAt: new Date(exp * 1000).toISOString(),
    baseUrl,
  };
}

/** A call of the site's backend, by a line of its own. */
function backend(sandbox: Sandbox, method: string, path: string, body: object): Promise<unknown> {
  const { stream } = sandbox.origins;
  const headers = { authorization: sign(sandbox, { server: true }), 'stream-auth-type': 'jwt' };
  return call(`${stream}${path}?api_key=${sandbox.credentials.stream.apiKey}`, method, body, headers);
}

async function call(url: string, method: string, body: object, headers: object = {}): Promise<unknown> {
  const response = await fetch(url, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${url}: ${response.status} ${text}`);
  return text === '' ? undefined : JSON.parse(text);
}
