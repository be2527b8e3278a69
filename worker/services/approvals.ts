import type { VerificationApproval } from '../contract/index.ts';
import type { Access } from './access-token.ts';
import type { Proofs } from './proofs.ts';
import { maskAddress } from './recipient.ts';
import type { Caller, Sessions } from './sessions.ts';
import type { Proven } from './verifications.ts';

interface Ports {
  readonly sessions: Sessions;
  readonly proofs: Proofs;
}

/** What follows from a right code: a session, and a proof for the site's backend. */
export class Approvals {
  readonly #ports: Ports;

  constructor(ports: Ports) {
    this.#ports = ports;
  }

  /**
   * A session that the site vouches for stays whose it is, and knows of the address. Anybody else is, in a new session,
   * who owns the address.
   * @param access the session in which it was begun, or the one that the same user of the site has now
   * @param page `server`: the Worker's origin; `signin`: whether the page takes the session over
   */
  async approve(
    proven: Proven,
    access: Access | undefined,
    caller: Caller,
    page: { server: string; signin: boolean },
  ): Promise<VerificationApproval> {
    const { sessions, proofs } = this.#ports;
    const { kind, userId } = proven;
    const verified = { [kind]: maskAddress(proven.address) };
    const session =
      access?.kind === 'site'
        ? await sessions.stepUp(access, verified, caller)
        : await sessions.open({ id: userId, kind, verified }, caller, {
            ...(page.signin && access && { before: access }),
          });
    const proof = await proofs.issue(page.server, proven, {
      userId: session.user.id,
      origin: caller.origin,
      now: caller.now,
    });
    return { status: 'approved', session, proof };
  }
}
