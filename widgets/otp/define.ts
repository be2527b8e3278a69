import { define } from '../shared/define.ts';
import { BelfryOtpElement } from './otp-element.ts';

define('belfry-otp', BelfryOtpElement);
