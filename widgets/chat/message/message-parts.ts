import type { LitElement } from 'lit';
import { Lazy } from '../../shared/lazy.ts';
import type * as rich from './rich/rich.view.ts';
import type * as tools from './tools/tools-element.ts';

/** What an element draws messages with beyond their text: fetched when the first of them needs it. */
export class MessageParts {
  readonly rich: Lazy<typeof rich>;
  readonly tools: Lazy<typeof tools>;

  constructor(host: LitElement) {
    this.rich = new Lazy(host, () => import('./rich/rich.view.ts'));
    this.tools = new Lazy(host, () => import('./tools/tools-element.ts'));
  }
}
