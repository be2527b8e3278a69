import { people } from '../../people.ts';
import type { SandboxContext } from '../../platform/context.ts';
import type { Environment } from '../model/environment.ts';

/** Puts the people and their feeds into a new environment. */
export function seed(environment: Environment, _context: SandboxContext): void {
  for (const { id, name, email, phone } of people) {
    environment.users.identify(id, { name, email, phone_number: phone });
  }
}
