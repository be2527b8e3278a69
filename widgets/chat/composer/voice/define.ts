import { define } from '../../../shared/define.ts';
import { RecorderElement } from './recorder-element.ts';

define('belfry-chat-recorder', RecorderElement);
