/** What a template may name: `{{ data.order }}`, `{{ actor.name }}`, `{{ vars.app_url }}`. */
export type TemplateVariables = Readonly<Record<string, unknown>>;

const expression = /\{\{\s*([\w.]+)\s*(?:\|\s*default:\s*"([^"]*)"\s*)?\}\}/g;

/**
 * Fills a template in. The part of Liquid that the sandbox's workflows use: a variable's path, and the `default`
 * filter for one that is absent or empty. What is named and not known becomes nothing, as in Liquid.
 */
export function renderTemplate(template: string, variables: TemplateVariables): string {
  return template.replace(expression, (_all, path: string, fallback: string | undefined) => {
    const value = lookUp(variables, path);
    return value === undefined || value === null || value === '' ? (fallback ?? '') : toText(value);
  });
}

function lookUp(variables: TemplateVariables, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    return (value as TemplateVariables)[key];
  }, variables);
}

function toText(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
