import { KnockError } from '../knock/errors.ts';
import type { KnockVendor } from '../knock/knock.ts';
import { StreamError } from '../stream/errors.ts';
import type { StreamVendor } from '../stream/stream.ts';
import { TwilioError } from '../twilio/errors.ts';
import type { TwilioVendor } from '../twilio/twilio.ts';
import { Problem } from './problem.ts';
import type { SandboxEvent } from './schemas.ts';

/** The vendors at which somebody can act. */
export interface Actors {
  readonly stream: StreamVendor;
  readonly knock: KnockVendor;
  readonly twilio: TwilioVendor;
}

/**
 * Acts as somebody: what came of it.
 * @throws Problem 404 for what does not exist, 422 for what the vendor refuses otherwise
 */
export function act(event: SandboxEvent, actors: Actors): unknown {
  try {
    return perform(event, actors);
  } catch (error) {
    throw asProblem(error);
  }
}

function perform(event: SandboxEvent, { stream, knock, twilio }: Actors): unknown {
  switch (event.type) {
    case 'chat.message':
      return stream.sendMessage({
        cid: event.channel,
        userId: event.user,
        text: event.text,
        ...(event.fields && { fields: event.fields }),
      });
    case 'chat.typing':
      return stream.typing({ cid: event.channel, userId: event.user, typing: event.typing });
    case 'chat.reaction':
      return stream.addReaction({ messageId: event.message, userId: event.user, type: event.reaction });
    case 'chat.read':
      return stream.markRead({ cid: event.channel, userId: event.user });
    case 'chat.update':
      return stream.editMessage({ messageId: event.message, userId: event.user, text: event.text });
    case 'chat.delete':
      return stream.deleteMessage({ messageId: event.message, userId: event.user });
    case 'workflow.trigger': {
      const { type: _type, ...trigger } = event;
      return knock.trigger(trigger);
    }
    case 'sms.status':
      return twilio.changeMessageStatus({
        sid: event.message,
        status: event.status,
        errorCode: event.errorCode,
      });
  }
}

/** A vendor's refusal as a problem; any other error as it is. */
function asProblem(error: unknown): unknown {
  if (error instanceof StreamError) return refusal(error.status, error.message);
  if (error instanceof TwilioError) return refusal(error.status, error.message);
  if (error instanceof KnockError) return refusal(error.body.status, error.message);
  return error;
}

function refusal(status: number, message: string): Problem {
  return new Problem(status === 404 ? 404 : 422, message);
}
