import type { Clock } from '../../platform/clock.ts';
import { KnockError } from '../errors.ts';
import { environmentPreferences } from '../preference-settings.ts';
import type { Workflow } from '../workflow/workflow.ts';
import { BatchLimit } from './batch-limit.ts';
import { BulkOperations } from './bulk-operations.ts';
import { ChannelDataStore } from './channel-data.ts';
import { Messages } from './messages.ts';
import { Objects, type KnockObject } from './objects.ts';
import { Preferences } from './preferences.ts';
import type { RecipientKey } from './recipient-reference.ts';
import { Runs } from './runs.ts';
import { Schedules } from './schedules.ts';
import { Subscriptions } from './subscriptions.ts';
import { Tenants } from './tenants.ts';
import { Users, type User } from './users.ts';

/** Everything that one environment of the vendor holds; a reset makes a new one. */
export class Environment {
  /** The environment's public variables, which templates may name and a feed returns. */
  readonly vars: Readonly<Record<string, string>>;
  readonly users: Users;
  readonly objects: Objects;
  readonly subscriptions: Subscriptions;
  readonly channelData = new ChannelDataStore();
  readonly tenants: Tenants;
  readonly messages: Messages;
  readonly runs: Runs;
  readonly schedules: Schedules;
  readonly preferences = new Preferences(environmentPreferences);
  readonly bulkOperations: BulkOperations;
  readonly batchLimit: BatchLimit;
  readonly #workflows: ReadonlyMap<string, Workflow>;

  constructor(clock: Clock, workflows: ReadonlyMap<string, Workflow>, vars: Environment['vars']) {
    this.#workflows = workflows;
    this.vars = vars;
    this.users = new Users(() => clock.iso());
    this.objects = new Objects(() => clock.iso());
    this.tenants = new Tenants(() => clock.iso());
    this.subscriptions = new Subscriptions(() => clock.iso());
    this.messages = new Messages(() => clock.now());
    this.runs = new Runs(
      () => this.messages.now(),
      () => this.messages.newId(),
    );
    this.schedules = new Schedules(() => clock.now());
    this.bulkOperations = new BulkOperations(() => clock.iso());
    this.batchLimit = new BatchLimit(clock);
  }

  /** Throws the vendor's error for a workflow that there is not. */
  workflow(key: string): Workflow {
    const workflow = this.#workflows.get(key);
    if (!workflow) throw KnockError.workflowMissing(key);
    return workflow;
  }

  /** A user or an object, as answers show it. */
  recipient(key: RecipientKey): User | KnockObject | undefined {
    return this.users.get(key) ?? this.objects.get(key);
  }

  /** The same, as templates and conditions name it: an object's properties stand beside its id, as a user's do. */
  recipientVariables(key: RecipientKey): Readonly<Record<string, unknown>> {
    const object = this.objects.get(key);
    if (!object) return { ...this.users.get(key) };
    const { properties, ...rest } = object;
    return { ...properties, ...rest };
  }

  /** Removes a user with everything that belongs to them. */
  deleteUser(id: string): boolean {
    this.#deleteBelongings(id);
    return this.users.delete(id);
  }

  /** Removes an object with everything that belongs to it. */
  deleteObject(key: RecipientKey): boolean {
    this.#deleteBelongings(key);
    return this.objects.delete(key);
  }

  #deleteBelongings(key: RecipientKey): void {
    this.preferences.deleteRecipient(key);
    this.channelData.deleteRecipient(key);
    this.subscriptions.deleteRecipient(key);
    this.messages.deleteOf(key);
    for (const schedule of this.schedules.all())
      if (schedule.recipient === key) this.schedules.delete(schedule);
  }
}
