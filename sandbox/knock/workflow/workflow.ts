import type { Conditions } from '../model/conditions.ts';
import { namedUuid } from '../model/ids.ts';
import type { Step, WorkflowDeclaration } from './declaration.ts';
import { checkTemplate } from './liquid.ts';

/** A step that has its name. */
export type NamedStep = Step & { readonly ref: string };

/** A workflow that was checked and can run. */
export interface Workflow extends Omit<WorkflowDeclaration, 'steps'> {
  readonly versionId: string;
  readonly steps: readonly NamedStep[];
}

const functions: readonly unknown[] = ['batch', 'delay', 'throttle'];
const channels: readonly unknown[] = ['in_app_feed', 'email', 'sms', 'push', 'chat'];

/** The kind of a step, as a run's events name it. */
export function kindOf(step: Step): string {
  return 'channel' in step ? step.channel : step.type;
}

/**
 * Workflows by key, ready to run.
 * @throws Error for what could only fail later: two of one key or name, a step that this sandbox does not run
 *   (`http_fetch`), a template that is no Liquid, a condition on a step that does not come before
 */
export function prepareWorkflows(declared: readonly WorkflowDeclaration[]): ReadonlyMap<string, Workflow> {
  const workflows = new Map<string, Workflow>();
  for (const declaration of declared) {
    const { key } = declaration;
    if (workflows.has(key)) throw new Error(`There are two workflows of the key ${key}.`);
    const steps = nameSteps(declaration);
    steps.forEach((step, index) => checkStep(key, step, steps.slice(0, index)));
    workflows.set(key, { ...declaration, versionId: namedUuid(`workflow:${key}`), steps });
  }
  return workflows;
}

function nameSteps({ key, steps }: WorkflowDeclaration): NamedStep[] {
  const counts = new Map<string, number>();
  const refs = new Set<string>();
  return steps.map((step) => {
    const kind = kindOf(step);
    if (!functions.includes(kind) && !channels.includes(kind)) {
      throw new Error(`The workflow ${key} has a step ${kind}, which this sandbox does not run.`);
    }
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    const ref = step.ref ?? `${kind}_${count}`;
    if (refs.has(ref)) throw new Error(`The workflow ${key} has two steps called ${ref}.`);
    refs.add(ref);
    return { ...step, ref };
  });
}

function checkStep(key: string, step: NamedStep, before: readonly NamedStep[]): void {
  for (const ref of refsIn(step.conditions)) {
    if (!before.some((earlier) => earlier.ref === ref && 'channel' in earlier)) {
      throw new Error(
        `The workflow ${key} asks in ${step.ref} for ${ref}, which is no channel step before it.`,
      );
    }
  }
  for (const template of textsIn(step)) {
    try {
      checkTemplate(template);
    } catch (error) {
      throw new Error(`The workflow ${key} has a template in ${step.ref} that is no Liquid.`, {
        cause: error,
      });
    }
  }
}

/** Steps that conditions name, at whatever depth. */
function refsIn(conditions: Conditions | undefined): string[] {
  const found = [...JSON.stringify(conditions ?? []).matchAll(/"variable":"refs\.([^."]+)\./g)];
  return found.map(([, ref = '']) => ref);
}

/** Every text of a step; those that are no templates are Liquid without tags. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** The value that a batch or throttle key has in a run: a template's text, or a field of the data. */
export function keyTemplate(key: string): string {
  return key.includes('{') ? key : `{{ data.${key} }}`;
}
