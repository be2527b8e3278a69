import { Hono } from 'hono';
import { credentials } from '../credentials.ts';
import type { SandboxContext, Vendor } from '../platform/context.ts';
import { isAccount } from './account.ts';
import { TwilioError, errorBody, errorResponse, notFound } from './errors.ts';
import { LookupLimit, lookupRoutes } from './lookups/routes.ts';
import type { Message } from './messages/message.ts';
import { Messages, type StatusChange } from './messages/messages.ts';
import { messageRoutes } from './messages/routes.ts';
import { readSend } from './messages/send-input.ts';
import { notServed } from './not-served.ts';
import { VerifyAccount } from './verify/account.ts';
import { verifyRoutes } from './verify/routes.ts';

const { accountSid, phoneNumber, messagingServiceSid, verifyServiceSid } = credentials.twilio;
const accountPath = '/2010-04-01/Accounts/:account{AC[0-9a-fA-F]{32}}';
const senders = { numbers: [phoneNumber], messagingServiceSid };

/** What another part of the sandbox sends through Twilio: a text, from the account's number unless said otherwise. */
export interface OutgoingMessage {
  readonly to: string;
  readonly body: string;
  readonly from?: string | undefined;
}

/** What became of a message. */
export interface MessageState {
  readonly sid: string;
  readonly status: Message['status'];
  readonly errorCode: number | null;
  /** Where Twilio would tell of it; the sandbox calls nobody. */
  readonly statusCallback: string | null;
}

/** Twilio as the sandbox runs it, with what other parts do at it. */
export interface TwilioVendor extends Vendor {
  /**
   * Sends a message as `POST Messages.json` does.
   * @throws TwilioError with the code that the API would answer
   */
  sendMessage(message: OutgoingMessage): MessageState;
  /**
   * Changes a message's delivery status by hand.
   * @throws TwilioError 404 for an unknown sid, 422 for a change that makes no sense
   */
  changeMessageStatus(change: StatusChange): MessageState;
}

/**
 * Twilio: Verify v2, Lookup v2 and Messages, each on its own path of one origin, as the SDK calls them with
 * `client.verify.baseUrl`, `client.lookups.baseUrl` and `client.api.baseUrl`. Form-urlencoded in, JSON out, HTTP Basic.
 */
export function createTwilio(context: SandboxContext): TwilioVendor {
  const { clock, deliveries } = context;
  const messages = new Messages(clock, deliveries, phoneNumber);
  const verify = new VerifyAccount({
    accountSid,
    serviceSid: verifyServiceSid,
    messagingServiceSid,
    phoneNumber,
    clock,
    origin: () => context.origins.twilio,
  });

  const lookupLimit = new LookupLimit(clock);

  const app = new Hono();
  app.use(async (c, next) => {
    if (!isAccount(c.req.header('authorization'))) {
      throw new TwilioError(401, 20003, 'Authenticate', {
        'www-authenticate': 'Basic realm="Twilio API"',
      });
    }
    await next();
  });
  app.use(`${accountPath}/*`, async (c, next) => {
    if (c.req.param('account') !== accountSid) throw notFound(c.req.path);
    await next();
  });
  app.route(accountPath, messageRoutes({ messages, accountSid, senders, now: () => clock.now() }));
  app.route('/v2', verifyRoutes(verify, deliveries));
  app.route(
    '/v2/PhoneNumbers',
    lookupRoutes({
      limit: lookupLimit,
      blockedAt: (number) => verify.protection.blockedAt(number),
      origin: () => context.origins.twilio,
    }),
  );

  app.notFound((c) => errorResponse(notServed(app, c.req)));
  app.onError((error) => {
    if (!(error instanceof TwilioError)) throw error;
    return errorResponse(error);
  });

  return {
    name: 'twilio',
    fetch: (request) => app.fetch(request),
    errorBody: (status, code, message) =>
      errorBody(status, code ?? 20500, message ?? 'An internal server error has occurred'),
    sendMessage({ to, body, from = phoneNumber }) {
      const form = new URLSearchParams({ To: to, From: from, Body: body });
      return stateOf(messages.send(readSend(form, senders, clock.now())));
    },
    changeMessageStatus: (change) => stateOf(messages.change(change)),
    reset() {
      messages.reset();
      verify.reset();
      lookupLimit.reset();
    },
    cut: () => undefined,
    expireTokens: () => undefined,
  };
}

function stateOf({ sid, status, errorCode, input }: Message): MessageState {
  return { sid, status, errorCode, statusCallback: input.statusCallback ?? null };
}
