import * as z from 'zod';
import type { Serve } from '../call.ts';
import { inputError, notFound } from '../errors.ts';
import type { Fields } from '../model.ts';
import type { CommandRecord, State } from '../state.ts';
import { defined, wireTime } from '../wire.ts';

const updateSchema = z.strictObject({
  description: z.string().min(1),
  args: z.string().default(''),
  set: z.string().default(''),
});
const newSchema = updateSchema.extend({
  name: z.string().regex(/^[a-z0-9_-]{1,100}$/, 'command name is not valid: a-z, digits, - _ only'),
});

const shown = ({ createdAt, updatedAt, ...command }: CommandRecord): Fields =>
  defined({
    ...command,
    created_at: createdAt === undefined ? undefined : wireTime(createdAt),
    updated_at: updatedAt === undefined ? undefined : wireTime(updatedAt),
  });

/** @throws StreamError 16 */
function commandOf(state: State, name: string): CommandRecord {
  const command = state.commands.get(name);
  if (!command) throw notFound(`command "${name}" does not exist`);
  return command;
}

/** The app's commands, which channel types name. */
export function commandRoutes(serve: Serve): void {
  serve('GET', '/commands', 'ListCommands', (call) => {
    call.requireServer();
    return { commands: [...call.backend.state.commands.values()].map(shown) };
  });

  serve('GET', '/commands/:name', 'GetCommand', (call) => {
    call.requireServer();
    return shown(commandOf(call.backend.state, call.param('name')));
  });

  serve('POST', '/commands', 'CreateCommand', async (call) => {
    call.requireServer();
    const command = await call.body(newSchema);
    const { state } = call.backend;
    if (state.commands.has(command.name)) throw inputError(`command "${command.name}" already exists`);
    const at = state.now();
    const record = { ...command, createdAt: at, updatedAt: at };
    state.commands.set(command.name, record);
    return { command: shown(record) };
  });

  serve('PUT', '/commands/:name', 'UpdateCommand', async (call) => {
    call.requireServer();
    const update = await call.body(updateSchema);
    const { state } = call.backend;
    const command = Object.assign(commandOf(state, call.param('name')), update, { updatedAt: state.now() });
    for (const { config } of state.channelTypes.values()) {
      config.commands = config.commands.map((each) =>
        each.name === command.name ? { ...each, ...update } : each,
      );
    }
    return { command: shown(command) };
  });

  serve('DELETE', '/commands/:name', 'DeleteCommand', (call) => {
    call.requireServer();
    const { state } = call.backend;
    const { name, createdAt } = commandOf(state, call.param('name'));
    if (createdAt === undefined) throw inputError(`command "${name}" is built in and cannot be deleted`);
    for (const { config } of state.channelTypes.values()) {
      config.commands = config.commands.filter((each) => each.name !== name);
    }
    state.commands.delete(name);
    return { name };
  });
}
