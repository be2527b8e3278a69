import type { Fields } from '../model.ts';

/**
 * The custom fields of one kind of record. On the wire they lie flat beside the names that the server alone decides,
 * or keeps apart.
 */
export class CustomFields {
  readonly #reserved: ReadonlySet<string>;

  constructor(reserved: readonly string[]) {
    this.#reserved = new Set(reserved);
  }

  /** Those among the fields of the wire. */
  of(flat: Fields): Fields {
    return Object.fromEntries(Object.entries(flat).filter(([key]) => !this.#reserved.has(key)));
  }

  /** A record's custom fields after a partial update. */
  patch(fields: Fields, set: Fields, unset: readonly string[]): Fields {
    const patched = { ...fields, ...this.of(set) };
    for (const key of unset) Reflect.deleteProperty(patched, key);
    return patched;
  }

  /** The first field of a partial update that is neither custom nor among those that may be changed. */
  fixed(set: Fields, unset: readonly string[], changeable: readonly string[]): string | undefined {
    return [...Object.keys(set), ...unset].find(
      (key) => this.#reserved.has(key) && !changeable.includes(key),
    );
  }
}
