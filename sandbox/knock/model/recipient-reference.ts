/** Who gets something, as the API names them: a user by id, an object by its collection and id. */
export type RecipientReference = string | { readonly collection: string; readonly id: string };

/** One text per recipient, to keep things by: a user and an object of the same id do not meet. */
export function recipientKey(recipient: RecipientReference): string {
  return typeof recipient === 'string' ? recipient : `\u0000${recipient.collection}\u0000${recipient.id}`;
}
