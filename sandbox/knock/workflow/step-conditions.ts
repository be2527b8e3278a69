import type { Condition, ConditionScope, Conditions } from '../model/conditions.ts';
import { holds } from '../model/conditions.ts';
import { statusArgument } from './scope.ts';

const status = /^refs\..+\.(delivery|engagement)_status$/;

/** Whether a step's conditions hold; those on the status of earlier messages speak of `$message.seen` and the like. */
export function stepHolds(conditions: Conditions | undefined, scope: ConditionScope): boolean {
  return conditions === undefined || holds(translate(conditions), scope);
}

type Group = Exclude<Conditions, readonly Condition[]>;

function translate(conditions: Conditions): Conditions {
  return isGroup(conditions) ? translateNested(conditions) : conditions.map(translateOne);
}

function translateNested(group: Group): Group {
  const inner = (nested: Condition | Group) =>
    'variable' in nested ? translateOne(nested) : translateNested(nested);
  return 'all' in group ? { all: group.all.map(inner) } : { any: group.any.map(inner) };
}

function translateOne(condition: Condition): Condition {
  const kind = status.exec(condition.variable)?.[1];
  if (kind === undefined || typeof condition.argument !== 'string') return condition;
  return { ...condition, argument: statusArgument(condition.argument, kind === 'delivery') };
}

function isGroup(conditions: Conditions): conditions is Group {
  return !Array.isArray(conditions);
}
