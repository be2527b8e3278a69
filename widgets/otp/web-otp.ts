/** What WebOTP adds to the Credential Management API (WICG web-otp); not in every engine, nor in the DOM's types. */
interface OtpCredential extends Credential {
  code: string;
}

/**
 * The code of the next text message that names this site in its last line (`@example.com #123456`), where the browser
 * can read it and the visitor agrees. Undefined otherwise: the visitor types it then.
 */
export async function receiveCode(signal: AbortSignal): Promise<string | undefined> {
  if (!('OTPCredential' in globalThis)) return undefined;
  const request = { otp: { transport: ['sms'] }, signal };
  const answer = navigator.credentials.get(request as CredentialRequestOptions).catch(() => null);
  return ((await answer) as OtpCredential | null)?.code;
}
