import * as z from 'zod';
import type { Serve } from '../call.ts';
import { inputError, notFound } from '../errors.ts';
import { builtInRoles, permissionIds } from '../access/grants.ts';
import type { Fields } from '../model.ts';
import { actionOf } from '../access/permissions.ts';
import type { State } from '../state.ts';
import { wireTime } from '../wire.ts';

const newSchema = z.strictObject({
  name: z.string().regex(/^[a-z][\w-]{0,63}$/, 'role name is not valid: letters, digits, - _ and 64 at most'),
});
const searchSchema = z.looseObject({
  query: z.string().min(1),
  limit: z.coerce.number().int().min(1).max(100).default(25),
});

const sinceAlways = '2026-01-01T00:00:00.000000Z';

function shownRole(state: State, name: string): Fields {
  const madeAt = state.roles.get(name);
  const at = madeAt === undefined ? sinceAlways : wireTime(madeAt);
  const scopes = [...state.channelTypes].filter(([, { grants }]) => name in grants).map(([type]) => type);
  return { name, custom: madeAt !== undefined, scopes, created_at: at, updated_at: at };
}

const shownPermission = (id: string): Fields => ({
  id,
  name: actionOf(id),
  action: actionOf(id),
  description: '',
  level: 'channel',
  owner: id.endsWith('-owner'),
  same_team: true,
  custom: false,
  tags: [],
});

/** Roles may be added; permissions are those that the app came with. */
export function roleRoutes(serve: Serve): void {
  serve('GET', '/roles', 'ListRoles', (call) => {
    call.requireServer();
    const { state } = call.backend;
    return { roles: [...state.roles.keys()].map((name) => shownRole(state, name)) };
  });

  serve('GET', '/roles/search', 'SearchRoles', (call) => {
    const { query, limit } = call.parameters(searchSchema);
    const { state } = call.backend;
    call.viewer();
    const found = [...state.roles.keys()].filter((name) => name.startsWith(query.toLowerCase()));
    return { roles: found.slice(0, limit).map((name) => shownRole(state, name)) };
  });

  serve('POST', '/roles', 'CreateRole', async (call) => {
    call.requireServer();
    const { name } = await call.body(newSchema);
    const { state } = call.backend;
    if (state.roles.has(name)) throw inputError(`role "${name}" already exists`);
    state.roles.set(name, state.now());
    return { role: shownRole(state, name) };
  });

  serve('DELETE', '/roles/:name', 'DeleteRole', (call) => {
    call.requireServer();
    const { state } = call.backend;
    const name = call.param('name');
    if (!state.roles.has(name)) throw notFound(`role "${name}" does not exist`);
    const builtIn: readonly string[] = builtInRoles;
    if (builtIn.includes(name)) throw inputError(`role "${name}" is built in and cannot be deleted`);
    if ([...state.users.values()].some((user) => user.role === name)) {
      throw inputError(`role "${name}" is held by users and cannot be deleted`);
    }
    state.roles.delete(name);
    return {};
  });

  serve('GET', '/permissions', 'ListPermissions', (call) => {
    call.requireServer();
    return { permissions: [...permissionIds].sort().map(shownPermission) };
  });

  serve('GET', '/permissions/:id', 'GetPermission', (call) => {
    call.requireServer();
    const id = call.param('id');
    if (!permissionIds.has(id)) throw notFound(`permission "${id}" does not exist`);
    return { permission: shownPermission(id) };
  });
}
