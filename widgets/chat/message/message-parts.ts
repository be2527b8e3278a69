import type { LitElement } from 'lit';
import { Lazy } from '../../shared/lazy.ts';
import type * as rich from './rich/rich.view.ts';
import type * as tools from './tools/tools-element.ts';

/** What an element draws messages with beyond their text: fetched when the first of them needs it. */
export class MessageParts {
  readonly rich: Lazy<Pick<typeof rich, 'richContent' | 'underneath' | 'styles'>>;
  readonly tools: Lazy<typeof tools>;

  constructor(host: LitElement) {
    this.rich = new Lazy(host, async () => {
      // By name: for a module as a whole the bundler would add a helper to every visit.
      const { richContent, underneath, styles } = await import('./rich/rich.view.ts');
      return { richContent, underneath, styles };
    });
    this.tools = new Lazy(host, () => import('./tools/tools-element.ts'));
  }
}
