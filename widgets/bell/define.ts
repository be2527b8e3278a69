import { define } from '../shared/define.ts';
import { BelfryBellElement } from './bell-element.ts';

define('belfry-bell', BelfryBellElement);
