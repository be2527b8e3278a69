import type { TemplateResult } from 'lit';
import { lock } from '../shared/icons.ts';
import { stateView } from '../shared/views.ts';
import type { Translate } from './step-form.ts';

/** What is shown on a site that verifies nobody. */
export function offView(t: Translate): TemplateResult {
  return stateView({ icon: lock, heading: t('forbidden.heading') });
}
