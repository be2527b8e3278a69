/** Why a message did not arrive, by error code: https://www.twilio.com/docs/api/errors. */
const messages: Readonly<Record<number, string>> = {
  30001: 'Queue overflow',
  30002: 'Account suspended',
  30003: 'Unreachable destination handset',
  30004: 'Message blocked',
  30005: 'Unknown destination handset',
  30006: 'Landline or unreachable carrier',
  30007: 'Message filtered',
  30008: 'Unknown error',
  30036: 'Validity Period Expired',
  30450: 'Message delivery blocked',
};

/** The `error_message` beside an `error_code`; null for a code that has no words here. */
export function deliveryError(code: number | null): string | null {
  return code === null ? null : (messages[code] ?? null);
}
