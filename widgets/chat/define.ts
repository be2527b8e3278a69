import { define } from '../shared/define.ts';
import { BelfryChatElement } from './chat-element.ts';

define('belfry-chat', BelfryChatElement);
