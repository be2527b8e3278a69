/** One open WebSocket of a user: what it watches and whose presence it asked for. */
export interface Connection {
  readonly id: string;
  readonly userId: string;
  /** cids; watching is a connection's, not a user's. */
  readonly watching: Set<string>;
  readonly presenceOfUsers: Set<string>;
  /** cids whose members' presence it follows. */
  readonly presenceInChannels: Set<string>;
  send(text: string): void;
  close(code: number): void;
}

/** The open connections, in the order in which they were opened. */
export class Connections {
  readonly #byId = new Map<string, Connection>();

  add(connection: Connection): void {
    this.#byId.set(connection.id, connection);
  }

  /** Whether it was still there. */
  remove(connection: Connection): boolean {
    return this.#byId.delete(connection.id);
  }

  all(): Connection[] {
    return [...this.#byId.values()];
  }

  get(id: string): Connection | undefined {
    return this.#byId.get(id);
  }

  ofUser(userId: string): Connection[] {
    return this.all().filter((connection) => connection.userId === userId);
  }

  isOnline(userId: string): boolean {
    return this.ofUser(userId).length > 0;
  }

  watching(cid: string): Connection[] {
    return this.all().filter((connection) => connection.watching.has(cid));
  }

  /** The users who watch a channel, each once, in the order in which they came. */
  watchers(cid: string): string[] {
    return [...new Set(this.watching(cid).map((connection) => connection.userId))];
  }
}
