import { define } from '../shared/define.ts';
import { BelfryPreferencesElement } from './preferences-element.ts';

define('belfry-preferences', BelfryPreferencesElement);
