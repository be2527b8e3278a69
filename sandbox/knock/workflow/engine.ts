import { randomUUID } from 'node:crypto';
import type { SandboxContext } from '../../platform/context.ts';
import { KnockError } from '../errors.ts';
import { channels } from '../model/channels.ts';
import type { Environment } from '../model/environment.ts';
import { snapshotOf } from '../model/message-content.ts';
import type { Activity, Message } from '../model/messages.ts';
import type { RecipientKey } from '../model/recipient-reference.ts';
import { Batches } from './batches.ts';
import { contentsOf } from './contents.ts';
import type { BatchStep, ChannelStep, ThrottleStep, Window } from './declaration.ts';
import { fanOut } from './fan-out.ts';
import { renderTemplate, type TemplateVariables } from './liquid.ts';
import type { Providers } from './providers.ts';
import type { Run, RunRequest } from './run.ts';
import { scopeOf } from './scope.ts';
import { stepHolds } from './step-conditions.ts';
import { Throttles } from './throttles.ts';
import { endOfWindow } from './windows.ts';
import { keyTemplate, kindOf, type NamedStep } from './workflow.ts';
import { combinedData, visibleActivities } from './batch-data.ts';

/** What happens after a step: the next one now, later, or never. */
type After = 'next' | 'wait' | 'end';

/** Runs workflows on the sandbox's clock: each recipient's run for itself, step by step. */
export class WorkflowEngine {
  #environment: Environment;
  #context: SandboxContext;
  #providers: Providers;
  /** Tells open sockets of a message. */
  #announce: (message: Message) => void;
  #throttles = new Throttles();
  #batches: Batches<Run>;
  /** Runs in a delay, with what ends it. */
  #delayed = new Map<Run, () => void>();

  constructor(
    environment: Environment,
    context: SandboxContext,
    providers: Providers,
    announce: (message: Message) => void,
  ) {
    this.#environment = environment;
    this.#context = context;
    this.#providers = providers;
    this.#announce = announce;
    this.#batches = new Batches(context.clock, (run, activities) => this.#goOnWithBatch(run, activities));
  }

  /**
   * Runs a workflow for everybody whom a trigger reaches, and returns the run's id. What need not wait has happened
   * then. Throws a `KnockError` for an unknown workflow or actor.
   */
  start(request: RunRequest): string {
    const workflow = this.#environment.workflow(request.workflow);
    if (request.actor !== null && !this.#environment.recipient(request.actor))
      throw KnockError.actorMissing(request.actor);
    const runId = randomUUID();
    for (const { key, data, subscription } of fanOut(this.#environment, request)) {
      const { actor, tenant, cancellationKey, scheduleId } = request;
      const record = this.#environment.runs.create({
        runId,
        workflow: workflow.key,
        recipient: key,
        actor,
        tenant,
        cancellationKey,
        scheduleId,
      });
      const ownData = { ...request.data, ...data };
      const insertedAt = this.#environment.messages.now();
      const activity: Activity = { id: this.#environment.messages.newId(), actor, data: ownData, insertedAt };
      this.#begin({
        record,
        workflow,
        sandboxMode: request.sandboxMode,
        skipDelay: request.skipDelay,
        subscription,
        firstData: ownData,
        data: ownData,
        activities: [activity],
        totalActivities: 1,
        totalActors: actor === null ? 0 : 1,
        next: 0,
        sent: new Map(),
      });
    }
    return runId;
  }

  /**
   * Ends the runs of a cancellation key that still wait, for all recipients or some. A trigger in an open batch is
   * taken out of it; the batch goes on with the others.
   */
  cancel(workflow: string, cancellationKey: string, recipients: ReadonlySet<RecipientKey> | undefined): void {
    const fits = ({ record }: Run) =>
      record.workflow === workflow &&
      record.cancellationKey === cancellationKey &&
      (recipients === undefined || recipients.has(record.recipient));
    for (const [run, stop] of [...this.#delayed].filter(([delayed]) => fits(delayed))) {
      stop();
      this.#delayed.delete(run);
      this.#finish(run, 'cancelled');
    }
    for (const run of this.#batches.remove(({ owner }) => fits(owner))) {
      if (run.record.status === 'paused') this.#finish(run, 'cancelled');
    }
  }

  /** Ends every wait: nothing that was started goes on. */
  stop(): void {
    for (const stop of this.#delayed.values()) stop();
    this.#delayed.clear();
    this.#batches.stop();
  }

  #begin(run: Run): void {
    this.#environment.runs.record(run.record, 'workflow_recipient_run.started', undefined);
    if (stepHolds(run.workflow.conditions, this.#scope(run))) return this.#advance(run);
    this.#environment.runs.record(run.record, 'workflow_recipient_run.halted', undefined, {
      reason: 'conditions_not_met',
    });
    this.#finish(run, 'completed');
  }

  #advance(run: Run): void {
    this.#environment.runs.setStatus(run.record, 'processing');
    for (let step = run.workflow.steps[run.next]; step; step = run.workflow.steps[run.next]) {
      run.next += 1;
      const after = this.#take(run, step);
      if (after === 'wait') return;
      if (after === 'end') break;
    }
    this.#finish(run, 'completed');
  }

  #finish(run: Run, status: 'completed' | 'cancelled'): void {
    const { runs } = this.#environment;
    runs.setStatus(run.record, status);
    runs.record(run.record, `workflow_recipient_run.${status}`, undefined);
  }

  #take(run: Run, step: NamedStep): After {
    const scope = this.#scope(run);
    if (!stepHolds(step.conditions, scope)) return this.#skip(run, step, 'conditions_not_met');
    try {
      if ('channel' in step) return this.#send(run, step, scope);
      switch (step.type) {
        case 'delay':
          return this.#delay(run, step, scope);
        case 'batch':
          return this.#batch(run, step, scope);
        case 'throttle':
          return this.#throttle(run, step, scope);
      }
    } catch (error) {
      // A template may fail on what it is given. The run goes on, and its log says why there is no message.
      return this.#fail(run, step, String(error));
    }
  }

  #send(run: Run, step: ChannelStep & NamedStep, scope: TemplateVariables): After {
    const { record, workflow } = run;
    const environment = this.#environment;
    const channel = channels[step.channel];
    if (!workflow.overridesPreferences) {
      const decision = environment.preferences.evaluate(record.recipient, record.tenant, {
        workflow: workflow.key,
        categories: workflow.categories,
        commercial: workflow.commercial ?? false,
        channel,
        scope: { ...scope, data: run.firstData },
      });
      if (!decision.allowed) {
        const against = decision.evaluated.filter(({ allowed }) => !allowed).map(({ path }) => path);
        return this.#skip(run, step, 'preferences', { settings: against });
      }
    }
    const recipient = environment.recipientVariables(record.recipient);
    const address = {
      email: recipient['email'],
      phone_number: recipient['phone_number'],
      channelData: environment.channelData.get(record.recipient, channel.id)?.data,
    };
    const id = environment.messages.newId();
    const contents = contentsOf(step, address, { ...scope, current_message: { id } });
    if (contents.length === 0) return this.#skip(run, step, 'no_address');
    const sent = contents.map((content, index) =>
      environment.messages.create({
        id: index === 0 ? id : environment.messages.newId(),
        channel,
        recipient: record.recipient,
        tenant: record.tenant,
        source: {
          key: workflow.key,
          versionId: workflow.versionId,
          categories: workflow.categories,
          stepRef: step.ref,
          runId: record.runId,
          recipientRunId: record.id,
        },
        data: run.data,
        activities: [...run.activities].reverse(),
        totalActivities: run.totalActivities,
        totalActors: run.totalActors,
        content,
        snapshot: snapshotOf(content, recipient['name']),
      }),
    );
    run.sent.set(step.ref, sent);
    this.#done(run, step, { channel: channel.key, message_ids: sent.map((message) => message.id) });
    for (const message of sent) {
      if (run.sandboxMode && channel.type !== 'in_app_feed')
        environment.messages.setStatus(message, 'not_sent');
      else this.#providers.send(message);
      this.#announce(message);
    }
    return 'next';
  }

  #delay(run: Run, step: NamedStep & { readonly window: Window }, scope: TemplateVariables): After {
    if (run.skipDelay) return this.#skip(run, step, 'skip_delay');
    const now = this.#context.clock.now();
    const end = endOfWindow(step.window, scope, now);
    if (end === undefined) return this.#fail(run, step, 'The delay has no end that is still to come.');
    this.#pause(run, step, end);
    const stop = this.#context.clock.after(end - now, () => {
      this.#delayed.delete(run);
      this.#done(run, step);
      this.#advance(run);
    });
    this.#delayed.set(run, stop);
    return 'wait';
  }

  #batch(run: Run, step: BatchStep & NamedStep, scope: TemplateVariables): After {
    const [activity] = run.activities;
    const end = endOfWindow(step.window, scope, this.#context.clock.now());
    if (end === undefined || !activity)
      return this.#fail(run, step, 'The batch has no end that is still to come.');
    const own = step.key === undefined ? '' : renderTemplate(keyTemplate(step.key), scope);
    const key = JSON.stringify([run.workflow.versionId, run.record.recipient, own]);
    // Paused before it joins: a full batch goes on at once.
    this.#pause(run, step, end);
    switch (this.#batches.join(key, step, end, { owner: run, activity })) {
      case 'flushed':
        this.#done(run, step, { flushed: true });
        this.#environment.runs.setStatus(run.record, 'processing');
        return 'next';
      case 'joined':
        // By the vendor's rule a run ends as its trigger joins another's batch.
        this.#environment.runs.record(run.record, 'workflow_step.batched', logged(step));
        return 'end';
      case 'opened':
        return 'wait';
    }
  }

  /** A batch closed: its run goes on with everything in it, or ends where all of it was cancelled. */
  #goOnWithBatch(run: Run, activities: readonly Activity[]): void {
    const step = run.workflow.steps[run.next - 1];
    if (!step || !('type' in step) || step.type !== 'batch') return;
    if (activities.length === 0) {
      if (run.record.status === 'paused') this.#finish(run, 'cancelled');
      return;
    }
    run.activities = visibleActivities(activities, step.order ?? 'first');
    run.totalActivities = activities.length;
    run.totalActors = new Set(activities.flatMap(({ actor }) => actor ?? [])).size;
    run.data = combinedData(run.activities);
    this.#done(run, step, { total_activities: run.totalActivities });
    this.#advance(run);
  }

  #throttle(run: Run, step: ThrottleStep & NamedStep, scope: TemplateVariables): After {
    const now = this.#context.clock.now();
    const end = endOfWindow(step.window, scope, now);
    if (end === undefined) return this.#fail(run, step, 'The throttle has no end that is still to come.');
    const own = step.key === undefined ? '' : renderTemplate(keyTemplate(step.key), scope);
    const key = JSON.stringify([run.workflow.key, step.ref, run.record.recipient, own]);
    if (!this.#throttles.take(key, now, end, step.threshold ?? 1)) {
      this.#environment.runs.record(run.record, 'workflow_step.throttled', logged(step));
      return 'end';
    }
    this.#done(run, step);
    return 'next';
  }

  #scope(run: Run): TemplateVariables {
    return scopeOf(this.#environment, this.#context, run);
  }

  #pause(run: Run, step: NamedStep, end: number): void {
    const { runs } = this.#environment;
    runs.setStatus(run.record, 'paused');
    runs.record(run.record, 'workflow_step.paused', logged(step), { until: new Date(end).toISOString() });
  }

  #done(run: Run, step: NamedStep, data: Readonly<Record<string, unknown>> | null = null): void {
    this.#environment.runs.record(run.record, 'workflow_step.completed', logged(step), data);
  }

  #skip(run: Run, step: NamedStep, reason: string, more: object = {}): After {
    if ('channel' in step) run.sent.set(step.ref, []);
    this.#environment.runs.record(run.record, 'workflow_step.skipped', logged(step), { reason, ...more });
    return 'next';
  }

  #fail(run: Run, step: NamedStep, message: string): After {
    if ('channel' in step) run.sent.set(step.ref, []);
    const data = { message };
    this.#environment.runs.record(run.record, 'workflow_step.error', logged(step), data, 'error');
    return 'next';
  }
}

function logged(step: NamedStep): { ref: string; type: string } {
  return { ref: step.ref, type: 'channel' in step ? 'channel' : kindOf(step) };
}
