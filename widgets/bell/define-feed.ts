import { define } from '../shared/define.ts';
import { BelfryFeedElement } from './feed-element.ts';

define('belfry-feed', BelfryFeedElement);
