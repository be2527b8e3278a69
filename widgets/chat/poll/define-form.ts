import { define } from '../../shared/define.ts';
import { PollFormElement } from './poll-form-element.ts';

define('belfry-chat-poll-form', PollFormElement);
