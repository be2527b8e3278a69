import { Hono, type Context } from 'hono';
import { missingPage } from './cdn/missing-page.ts';
import { linkPath } from './contract/link-page.ts';
import { problems } from './contract/problems.ts';
import { describeError } from './platform/log.ts';
import { ProblemError, problemText } from './platform/problem.ts';
import { Answers } from './routes/answers.ts';
import { registerLinkPage } from './routes/link-page.ts';
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
  const { log, now } = ports;
  const services = createServices(ports);
  const answers = new Answers({ origins: services.siteOrigins, now });
  const parts = { ports, services, answers };
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

  app.options('*', async (c, next) => answers.preflight(c) ?? next());
  registerRoutes(app, handlers, parts);
  registerLinkPage(app, parts);

  app.notFound(async (c) => {
    const methods = c.req.path === linkPath ? ['GET', 'POST'] : methodsAt(c.req.path);
    if (methods.length === 0) {
      const page = await missingPage(c.req.raw, ports.bindings.ASSETS);
      return page ?? refuse(c, new ProblemError('route_not_found', 'See /v1/openapi.json.'));
    }
    const problem = new ProblemError('method_not_allowed', `It answers to ${methods.join(', ')}.`);
    return refuse(c, problem, { allow: [...methods, 'OPTIONS'].join(', ') });
  });

  function refuse(c: Context<AppEnv>, problem: ProblemError, own: Record<string, string> = {}): Response {
    const { code, extra } = problem;
    c.set('code', code);
    return answers.write(c, problems[code].status, problemText(problem, c.get('requestId')), {
      'content-type': 'application/problem+json',
      ...(extra.retryAfter !== undefined && { 'retry-after': String(extra.retryAfter) }),
      ...own,
    });
  }

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

function toProblem(error: Error): ProblemError {
  if (error instanceof ProblemError) return error;
  if (error instanceof VendorError) {
    return new ProblemError('vendor_unavailable', 'Try again soon.', { retryAfter: error.retryAfter ?? 5 });
  }
  return new ProblemError('internal_error', 'The request id leads to the log.');
}
