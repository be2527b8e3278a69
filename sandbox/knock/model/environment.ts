import type { Clock } from '../../platform/clock.ts';
import { environmentPreferences } from '../preference-settings.ts';
import { BatchLimit } from './batch-limit.ts';
import { BulkOperations } from './bulk-operations.ts';
import { Messages } from './messages.ts';
import { Preferences } from './preferences.ts';
import { Tenants } from './tenants.ts';
import { Users } from './users.ts';

/** Everything that one environment of the vendor holds; a reset makes a new one. */
export class Environment {
  readonly users: Users;
  readonly tenants = new Tenants();
  readonly messages: Messages;
  readonly preferences = new Preferences(environmentPreferences);
  readonly bulkOperations: BulkOperations;
  readonly batchLimit: BatchLimit;

  constructor(clock: Clock) {
    this.users = new Users(() => clock.iso());
    this.messages = new Messages(() => clock.now());
    this.bulkOperations = new BulkOperations(() => clock.iso());
    this.batchLimit = new BatchLimit(clock);
  }

  /** Removes a user with everything that belongs to them. */
  deleteUser(id: string): boolean {
    this.preferences.deleteRecipient(id);
    this.messages.deleteOf(id);
    return this.users.delete(id);
  }
}
