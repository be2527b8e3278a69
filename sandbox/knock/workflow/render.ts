import type { SandboxContext } from '../../platform/context.ts';
import type { Environment } from '../model/environment.ts';
import type { Block } from '../model/messages.ts';
import type { User } from '../model/users.ts';
import type { BlockTemplate, Workflow } from '../workflows.ts';
import { renderMarkdown } from './markdown.ts';
import type { TemplateVariables } from './template.ts';
import { renderTemplate } from './template.ts';

/** One recipient's part in a run. */
interface RecipientRun {
  readonly recipient: User;
  readonly actor: User | undefined;
  readonly data: Readonly<Record<string, unknown>>;
  readonly tenant: string | null;
}

/** What the templates of a run may name. */
export function variablesOf(
  context: SandboxContext,
  environment: Environment,
  workflow: Workflow,
  { recipient, actor, data, tenant }: RecipientRun,
): TemplateVariables {
  return {
    data,
    recipient,
    actor,
    tenant: tenant === null ? undefined : environment.tenants.get(tenant),
    workflow: { key: workflow.key, name: workflow.name, categories: workflow.categories },
    vars: { app_url: context.demoOrigin },
  };
}

/** An in-app message's blocks with their variables filled in. */
export function renderBlocks(templates: readonly BlockTemplate[], variables: TemplateVariables): Block[] {
  return templates.map((block): Block => {
    if (block.type === 'button_set') {
      const buttons = block.buttons.map(({ name, label, action }) => ({
        name,
        label: renderTemplate(label, variables),
        action: renderTemplate(action, variables),
      }));
      return { type: 'button_set', name: block.name, buttons };
    }
    const text = renderTemplate(block.content, variables).trim();
    return { ...block, rendered: block.type === 'markdown' ? renderMarkdown(text) : text };
  });
}
