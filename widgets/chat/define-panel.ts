import { define } from '../shared/define.ts';
import { ChatPanelElement } from './chat-panel.ts';

/** Defines what `<belfry-chat>` shows once it is opened. Imported for its effect alone. */
define('belfry-chat-panel', ChatPanelElement);
