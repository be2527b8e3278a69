import type { Renderer } from '../shared/custom/renderer.ts';
import type { ChatChannel, ChatMessage } from './model.ts';

/** One more thing to do in a message's menu. */
export interface MessageAction {
  /** What the menu says. */
  readonly label: string;
  /** Whether it is offered for a message; always, if not given. */
  readonly offered?: (message: ChatMessage) => boolean;
  /** @param channel as `type:id` */
  readonly run: (message: ChatMessage, channel: string) => void;
}

/** What a site adds to its chats: `configure({ chat: … })`. */
export interface ChatOptions {
  /** How messages of a type of the site's own are drawn, by their `custom_type`. Any other is drawn as text. */
  readonly messages?: Readonly<Record<string, Renderer<ChatMessage>>>;
  /** More to do in a message's menu. */
  readonly actions?: readonly MessageAction[];
  /** What stands over a conversation in place of its picture and name; the ways back and out stay. */
  readonly header?: Renderer<ChatChannel>;
  /** What a conversation without messages shows. */
  readonly empty?: Renderer<ChatChannel>;
}
