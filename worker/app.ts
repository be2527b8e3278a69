import { Hono, type Context } from 'hono';
import { linkPath } from './contract/link-page.ts';
import { describeError } from './platform/log.ts';
import { ProblemError, problemResponse } from './platform/problem.ts';
import { answerHeaders } from './routes/answer-headers.ts';
import { linkPageHeaders, registerLinkPage } from './routes/link-page.ts';
import { metaHandlers } from './routes/meta.ts';
import { preferenceHandlers } from './routes/preferences.ts';
import { methodsAt, registerRoutes, type AppEnv } from './routes/register.ts';
import { serverHandlers } from './routes/server.ts';
import { sessionHandlers } from './routes/sessions.ts';
import { vendorHandlers } from './routes/vendors.ts';
import { verificationHandlers } from './routes/verifications.ts';
import { createServices, type Ports } from './services/services.ts';
import { logVendorFailure } from './services/vendor-failure.ts';
import { VendorError } from './vendors/http.ts';

const handlers = {
  ...metaHandlers,
  ...sessionHandlers,
  ...vendorHandlers,
  ...preferenceHandlers,
  ...verificationHandlers,
  ...serverHandlers,
};

/** The Worker's HTTP side: what every request passes, in this order, and what becomes of an error. */
export function createApp(ports: Ports): Hono<AppEnv> {
  const { log, now, settings } = ports;
  const services = createServices(ports);
  const app = new Hono<AppEnv>();

  app.use(async function observe(c, next) {
    const start = now();
    // Our own id: a caller's could carry anything into the logs.
    c.set('requestId', crypto.randomUUID());
    await next();
    const operation = c.get('operation');
    const code = c.get('code');
    log({
      event: 'request',
      requestId: c.get('requestId'),
      method: c.req.method,
      ...(operation !== undefined && { operation }),
      status: c.res.status,
      ...(code !== undefined && { code }),
      ms: now() - start,
    });
  });
  app.use(linkPath, linkPageHeaders);
  app.use(answerHeaders({ origins: new Set(settings.siteOrigins), now }));

  registerRoutes(app, handlers, ports, services);
  registerLinkPage(app, ports, services);

  app.notFound((c) => {
    const methods = c.req.path === linkPath ? ['GET', 'POST'] : methodsAt(c.req.path);
    if (methods.length === 0) return refuse(c, new ProblemError('route_not_found', 'See /v1/openapi.json.'));
    const response = refuse(
      c,
      new ProblemError('method_not_allowed', `It answers to ${methods.join(', ')}.`),
    );
    response.headers.set('allow', [...methods, 'OPTIONS'].join(', '));
    return response;
  });

  app.onError((error, c) => {
    const requestId = c.get('requestId');
    const problem = toProblem(error);
    if (error instanceof VendorError) logVendorFailure(log, error, requestId);
    else if (problem.code === 'internal_error')
      log({ event: 'unhandled_error', requestId, ...describeError(error) });
    return refuse(c, problem);
  });

  return app;
}

function refuse(c: Context<AppEnv>, problem: ProblemError): Response {
  c.set('code', problem.code);
  return problemResponse(problem, c.get('requestId'));
}

function toProblem(error: Error): ProblemError {
  if (error instanceof ProblemError) return error;
  if (error instanceof VendorError) {
    return new ProblemError('vendor_unavailable', 'Try again soon.', { retryAfter: error.retryAfter ?? 5 });
  }
  return new ProblemError('internal_error', 'The request id leads to the log.');
}
