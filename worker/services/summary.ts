import type { Summary } from '../contract/index.ts';
import type { Log } from '../platform/log.ts';
import type { SitePolicy } from '../platform/site-policy.ts';
import { VendorError } from '../vendors/http.ts';
import type { KnockClient } from '../vendors/knock/client.ts';
import type { StreamClient } from '../vendors/stream/client.ts';
import { toStreamId } from '../vendors/stream/user-id.ts';
import { logVendorFailure } from './vendor-failure.ts';

interface Ports {
  readonly features: SitePolicy['features'];
  readonly stream: StreamClient | undefined;
  readonly knock: KnockClient | undefined;
  readonly log: Log;
}

/** What a closed launcher and bell show. A vendor that fails leaves its part out. */
export async function summarize(ports: Ports, userId: string, requestId: string): Promise<Summary> {
  const { features, stream, knock, log } = ports;
  const attempt = async <T>(count: Promise<T>): Promise<T | undefined> => {
    try {
      return await count;
    } catch (error) {
      if (!(error instanceof VendorError)) throw error;
      // Who has never chatted, or never got a notification, is unknown there: nothing to show, and no fault.
      if (error.status !== 404) logVendorFailure(log, error, requestId);
      return undefined;
    }
  };
  const [chat, feed] = await Promise.all([
    features.chat && stream ? attempt(stream.unread(toStreamId(userId))) : undefined,
    features.feed && knock ? attempt(knock.feedCounts(userId)) : undefined,
  ]);
  return { ...(chat && { chat }), ...(feed && { feed }) };
}
