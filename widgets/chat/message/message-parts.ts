import type { LitElement } from 'lit';
import { Lazy } from '../../shared/lazy.ts';
import type * as pending from '../outbox/pending.view.ts';
import type * as rich from './rich/rich.view.ts';
import type * as customs from '../../shared/custom/custom-element.ts';
import type * as tools from './tools/tools-element.ts';

/** What an element draws messages with beyond words in a row: fetched when the first of them needs it. */
export class MessageParts {
  readonly custom: Lazy<Pick<typeof customs, 'custom'>>;
  readonly pending: Lazy<Pick<typeof pending, 'pendingNote' | 'receipt' | 'styles'>>;
  readonly rich: Lazy<Pick<typeof rich, 'outgoing' | 'richContent' | 'underneath' | 'styles'>>;
  readonly tools: Lazy<typeof tools>;

  constructor(host: LitElement) {
    // By name: for a module as a whole the bundler would add a helper to every visit.
    this.custom = new Lazy(host, async () => {
      const { custom } = await import('../../shared/custom/custom-element.ts');
      return { custom };
    });
    this.pending = new Lazy(host, async () => {
      const { pendingNote, receipt, styles } = await import('../outbox/pending.view.ts');
      return { pendingNote, receipt, styles };
    });
    this.rich = new Lazy(host, async () => {
      const { outgoing, richContent, underneath, styles } = await import('./rich/rich.view.ts');
      return { outgoing, richContent, underneath, styles };
    });
    this.tools = new Lazy(host, () => import('./tools/tools-element.ts'));
  }
}
