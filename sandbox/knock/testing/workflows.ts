import type { Step, WorkflowDeclaration } from '../workflow/declaration.ts';
import { feedChannelId, startKnock, type RunningKnock } from './start-knock.ts';

/** A workflow for one test: its steps, and what else is special about it. */
export function workflow(
  steps: readonly Step[],
  { key = 'test', ...more }: Partial<WorkflowDeclaration> = {},
): WorkflowDeclaration {
  return { key, name: 'Test', description: 'For one test', categories: [], steps, ...more };
}

/** An in-app step whose text is one template. */
export function inApp(content: string, more: Pick<Step, 'ref' | 'conditions'> = {}): Step {
  return { channel: 'in_app_feed', blocks: [{ type: 'text', name: 'body', content }], ...more };
}

/** A Knock with one workflow of the key `test`, and how a test looks at what it does. */
export interface TestedWorkflow extends RunningKnock {
  /** Runs the workflow; for Dan, unless somebody else is named. */
  trigger(body?: Partial<Parameters<RunningKnock['server']['workflows']['trigger']>[1]>): Promise<string>;
  /** The texts in somebody's feed that the workflow put there, the latest first. */
  texts(user?: string): Promise<string[]>;
  /** What the log says of a trigger's runs, in order: each event, with the step and reason where it has one. */
  runLog(runId: string): Promise<string[]>;
}

export async function startWorkflow(
  steps: readonly Step[],
  more: Partial<WorkflowDeclaration> = {},
): Promise<TestedWorkflow> {
  const knock = await startKnock([workflow(steps, more)]);
  const { server } = knock;
  return {
    ...knock,
    async trigger(body = {}) {
      const { workflow_run_id: runId } = await server.workflows.trigger('test', {
        recipients: ['dan'],
        ...body,
      });
      return runId;
    },
    async texts(user = 'dan') {
      const { entries } = await server.users.feeds.listItems(user, feedChannelId, { source: 'test' });
      return entries.flatMap(({ blocks }) =>
        blocks.flatMap((one) => ('rendered' in one ? one.rendered : [])),
      );
    },
    async runLog(runId) {
      const found: string[] = [];
      for await (const run of server.workflowRecipientRuns.list()) {
        if (run.workflow_run_id !== runId) continue;
        const { events } = await server.workflowRecipientRuns.get(run.id);
        for (const { event, step_ref: ref, data } of events) {
          const reason = typeof data?.['reason'] === 'string' ? ` (${data['reason']})` : '';
          found.push(`${event.replace(/^workflow_(?:recipient_)?/, '')}${ref ? ` ${ref}` : ''}${reason}`);
        }
      }
      return found;
    },
  };
}
