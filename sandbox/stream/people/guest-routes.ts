import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { Serve } from '../call.ts';
import { connectUser, userDataSchema } from './users.ts';

const schema = z.strictObject({ user: userDataSchema });

/** A guest is a user of its own, made by whoever asks, without a backend. */
export function guestRoutes(serve: Serve): void {
  serve('POST', '/guest', 'CreateGuest', async (call) => {
    const { user: asked } = await call.body(schema);
    // The id that was asked for is not the guest's alone: many may ask for the same.
    const id = `guest-${randomUUID()}-${asked.id}`;
    const user = connectUser(call.backend, { ...asked, id }, 'guest');
    return { user: call.backend.present.user(user), access_token: call.backend.auth.issue(id) };
  });
}
