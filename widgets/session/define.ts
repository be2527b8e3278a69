import { define } from '../shared/define.ts';
import { BelfrySessionElement } from './session-element.ts';

define('belfry-session', BelfrySessionElement);
