import type { Page, PageQuery } from './page.ts';
import { pageOf } from './page.ts';
import type { RecipientKey } from './recipient-reference.ts';
import { recipientKey } from './recipient-reference.ts';

/** A thing of the site's that can be told something, or whose subscribers can; what the site says of it is apart. */
export interface KnockObject {
  readonly __typename: 'Object';
  readonly id: string;
  readonly collection: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly created_at: string | null;
  readonly updated_at: string;
}

/** The objects of the environment, by collection. */
export class Objects {
  #byKey = new Map<RecipientKey, KnockObject>();
  #now: () => string;

  constructor(now: () => string) {
    this.#now = now;
  }

  get(key: RecipientKey): KnockObject | undefined {
    return this.#byKey.get(key);
  }

  /** Creates or updates: properties given are merged over those known, at the top level. */
  set(
    collection: string,
    id: string,
    { created_at: createdAt, ...properties }: Readonly<Record<string, unknown>>,
  ): KnockObject {
    const key = recipientKey({ collection, id });
    const known = this.#byKey.get(key);
    const object: KnockObject = {
      __typename: 'Object',
      id,
      collection,
      properties: { ...known?.properties, ...properties },
      created_at: typeof createdAt === 'string' ? createdAt : (known?.created_at ?? null),
      updated_at: this.#now(),
    };
    this.#byKey.set(key, object);
    return object;
  }

  delete(key: RecipientKey): boolean {
    return this.#byKey.delete(key);
  }

  /** Those of a collection by id, a page at a time. */
  list(collection: string, query: PageQuery): Page<KnockObject> {
    const sorted = [...this.#byKey.values()]
      .filter((object) => object.collection === collection)
      .sort((a, b) => (a.id < b.id ? -1 : 1));
    return pageOf(sorted, ({ id }) => id, query);
  }
}
