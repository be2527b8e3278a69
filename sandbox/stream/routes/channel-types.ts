import type { Serve } from '../call.ts';
import { newTypeSchema, typeUpdateSchema, updateType } from '../channels/channel-type-input.ts';
import { defaultConfig } from '../channels/channel-types.ts';
import type { ChannelType } from '../channels/channel-types.ts';
import { inputError } from '../errors.ts';
import { builtInGrants } from '../access/grants.ts';
import type { Grants } from '../access/grants.ts';
import type { Fields } from '../model.ts';
import { wireTime } from '../wire.ts';

const defaultsOf = (name: string): Grants =>
  name in builtInGrants ? builtInGrants[name as keyof typeof builtInGrants] : builtInGrants.messaging;

const shown = ({ config, grants }: ChannelType): Fields => ({ ...config, grants, permissions: [] });
/** The answer to a change names the commands only. */
const changed = (type: ChannelType): Fields => ({
  ...shown(type),
  commands: type.config.commands.map(({ name }) => name),
});

/** Channel types are the backend's alone. */
export function channelTypeRoutes(serve: Serve): void {
  serve('GET', '/channeltypes', 'ListChannelTypes', (call) => {
    call.requireServer();
    const types = [...call.backend.state.channelTypes];
    return { channel_types: Object.fromEntries(types.map(([name, type]) => [name, shown(type)])) };
  });

  serve('GET', '/channeltypes/:name', 'GetChannelType', (call) => {
    call.requireServer();
    return shown(call.backend.state.channelType(call.param('name')));
  });

  serve('POST', '/channeltypes', 'CreateChannelType', async (call) => {
    call.requireServer();
    const { name, ...update } = await call.body(newTypeSchema);
    const { state } = call.backend;
    if (state.channelTypes.has(name)) throw inputError(`channel type with name '${name}' already exists`);
    const at = wireTime(state.now());
    const type: ChannelType = {
      config: { ...defaultConfig, name, commands: [], created_at: at, updated_at: at },
      grants: builtInGrants.messaging,
    };
    updateType(state, type, update, builtInGrants.messaging);
    state.channelTypes.set(name, type);
    return changed(type);
  });

  serve('PUT', '/channeltypes/:name', 'UpdateChannelType', async (call) => {
    call.requireServer();
    const update = await call.body(typeUpdateSchema);
    const { state } = call.backend;
    const name = call.param('name');
    const type = state.channelType(name);
    updateType(state, type, update, defaultsOf(name));
    type.config.updated_at = wireTime(state.now());
    return changed(type);
  });

  serve('DELETE', '/channeltypes/:name', 'DeleteChannelType', (call) => {
    call.requireServer();
    const { state } = call.backend;
    const name = call.param('name');
    state.channelType(name);
    if ([...state.channels.values()].some((channel) => channel.type === name)) {
      throw inputError(`channel type '${name}' has channels and cannot be deleted`);
    }
    state.channelTypes.delete(name);
    return {};
  });
}
