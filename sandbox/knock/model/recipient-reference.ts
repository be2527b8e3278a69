/** Who gets something, as the API names them: a user by id, an object by its collection and id. */
export type RecipientReference = string | { readonly collection: string; readonly id: string };

/** One text per recipient, to keep things by: a user's id as it is, an object's such that no user's id meets it. */
export type RecipientKey = string;

const separator = '\u0000';

/** The key of a recipient; a key is its own. */
export function recipientKey(recipient: RecipientReference): RecipientKey {
  return typeof recipient === 'string'
    ? recipient
    : `${separator}${recipient.collection}${separator}${recipient.id}`;
}

/** The recipient of a key, as answers name them. */
export function recipientReference(key: RecipientKey): RecipientReference {
  if (!key.startsWith(separator)) return key;
  const [, collection = '', id = ''] = key.split(separator);
  return { id, collection };
}
