import { Hono } from 'hono';
import { readFields, readForm } from '../form.ts';
import { cutPage, presentMetaPage } from '../pages.ts';
import type { VerifyAccount } from './account.ts';
import {
  changeSettings,
  createServiceSchema,
  defaultSettings,
  presentService,
  updateServiceSchema,
  type VerifyService,
} from './service.ts';

/** The services of the account, to be mounted on `/v2/Services`. */
export function serviceRoutes(account: VerifyAccount) {
  const app = new Hono();
  const show = (service: VerifyService) => presentService(service, account.sid, account.serviceUrl(service));

  app.post('/', async (c) => {
    const fields = readFields(await readForm(c.req.raw), createServiceSchema);
    const settings = changeSettings(defaultSettings(fields.FriendlyName), fields);
    return c.json(show(account.createService(settings)), 201);
  });
  app.get('/', (c) => {
    const { services } = account;
    const page = cutPage(new URL(c.req.url), services.newestFirst(), services);
    return c.json(presentMetaPage(page, 'services', account.origin(), show));
  });
  app.get('/:service', (c) => c.json(show(account.service(c))));
  app.post('/:service', async (c) => {
    const service = account.service(c);
    const fields = readFields(await readForm(c.req.raw), updateServiceSchema);
    service.settings = changeSettings(service.settings, fields);
    service.updatedAt = account.now();
    return c.json(show(service));
  });
  app.delete('/:service', (c) => {
    account.services.delete(account.service(c).sid);
    return c.body(null, 204);
  });
  return app;
}
