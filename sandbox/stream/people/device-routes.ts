import * as z from 'zod';
import { acting, actingId } from '../acting.ts';
import type { Serve } from '../call.ts';
import { inputError, notFound } from '../errors.ts';
import { shownDevice } from './devices.ts';

const schema = z.strictObject({
  id: z.string().min(1),
  push_provider: z.enum(['apn', 'firebase', 'huawei', 'xiaomi']),
  push_provider_name: z.string().optional(),
  ...acting,
});

/** The devices that a user would get push messages on; the sandbox sends none. */
export function deviceRoutes(serve: Serve): void {
  serve('POST', '/devices', 'CreateDevice', async (call) => {
    const body = await call.body(schema);
    const { user } = call.actor(actingId(body));
    const others = (user.devices ?? []).filter((device) => device.id !== body.id);
    if (others.length >= 25) throw inputError('a user has 25 devices at most');
    const device = {
      id: body.id,
      provider: body.push_provider,
      providerName: body.push_provider_name,
      createdAt: call.backend.state.now(),
    };
    user.devices = [...others, device];
    return {};
  });

  serve('GET', '/devices', 'ListDevices', (call) => {
    const { user } = call.actor();
    return { devices: (user.devices ?? []).map((device) => shownDevice(user.id, device)) };
  });

  serve('DELETE', '/devices', 'DeleteDevice', (call) => {
    const { user } = call.actor();
    const id = call.query('id');
    const kept = (user.devices ?? []).filter((device) => device.id !== id);
    if (kept.length === (user.devices ?? []).length) throw notFound(`device ${id ?? ''} does not exist`);
    user.devices = kept;
    return {};
  });
}
