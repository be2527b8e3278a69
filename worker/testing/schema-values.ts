import fc from 'fast-check';

type Schema = Readonly<Record<string, unknown>>;

/** Values of a JSON Schema, as a client would send that knows the document alone. @param components by name */
export function valuesOf(
  schema: Schema,
  components: Readonly<Record<string, Schema>>,
): fc.Arbitrary<unknown> {
  const of = (inner: unknown): fc.Arbitrary<unknown> => valuesOf(inner as Schema, components);
  const { $ref, const: fixed, enum: listed, type, oneOf, anyOf = oneOf } = schema;
  if (typeof $ref === 'string') return of(components[$ref.split('/').at(-1) ?? '']);
  if (fixed !== undefined) return fc.constant(fixed);
  if (Array.isArray(listed)) return fc.constantFrom(...(listed as unknown[]));
  if (Array.isArray(anyOf)) return fc.oneof(...anyOf.map(of));
  switch (type) {
    case 'object': {
      const { properties = {}, required = [] } = schema;
      const fields = Object.entries(properties as object).map(([name, inner]) => [name, of(inner)] as const);
      return fc.record(Object.fromEntries(fields), { requiredKeys: required as never[] });
    }
    case 'array':
      return fc.array(of(schema['items']), { minLength: Number(schema['minItems'] ?? 0), maxLength: 3 });
    case 'boolean':
      return fc.boolean();
    case 'integer':
    case 'number':
      return fc.integer();
    case 'string':
      return typeof schema['pattern'] === 'string' && !schema['pattern'].includes('(?')
        ? fc.stringMatching(new RegExp(schema['pattern'], 'u'))
        : fc.oneof(
            fc.string({ minLength: Number(schema['minLength'] ?? 0), maxLength: 40 }),
            fc.constantFrom('+12125550187', '+493012345678', 'en', '🙂', 'a'.repeat(300)),
          );
    default:
      return fc.anything();
  }
}

/** The same with a mistake in it: a part left out, added, or of another kind. */
export function mistaken(value: unknown): fc.Arbitrary<unknown> {
  const junk = fc.oneof(fc.jsonValue(), fc.constantFrom('\u0000', '__proto__', -1, 1e308, '../..', []));
  if (typeof value !== 'object' || value === null) return junk;
  const keys = Object.keys(value);
  return fc.oneof(
    fc.tuple(fc.constantFrom(...keys, 'more', '__proto__'), junk).map(([key, other]) => {
      const copy: unknown = structuredClone(value);
      Object.defineProperty(copy, key, {
        value: other,
        enumerable: true,
        configurable: true,
        writable: true,
      });
      return copy;
    }),
    fc
      .constantFrom(...keys, 'none')
      .map((key) => Object.fromEntries(Object.entries(value).filter(([name]) => name !== key))),
    junk,
  );
}
