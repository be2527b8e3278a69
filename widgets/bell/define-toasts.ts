import { define } from '../shared/define.ts';
import { BelfryToastsElement } from './toasts-element.ts';

define('belfry-toasts', BelfryToastsElement);
