/* eslint lit-a11y/role-has-required-aria-attrs: off -- a checkbox that is a switch brings its own checked state */
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import type {
  PreferenceChange,
  PreferenceRow,
  Preferences,
  PreferenceValue,
} from '../../worker/contract/index.ts';
import { icon, lock } from '../shared/icons.ts';
import type { Parameters } from '../shared/locale/messages.ts';
import type { preferencesMessages } from './messages.en.ts';
import { editable, isWhole, keyOf } from './preferences.model.ts';

export interface TableContext {
  t(key: keyof typeof preferencesMessages, parameters?: Parameters): string;
  /** Names the table. */
  label: string;
  /** Asks for a change; false when it may not happen. */
  change(change: PreferenceChange): boolean;
  /** What waits to be saved, by `keyOf`. */
  unsaved: ReadonlySet<string>;
}

/**
 * Rows × channels as a table. Narrow, the same table is drawn as cards; its roles are written out, because some
 * engines drop those of a table that is not drawn as one.
 */
export function preferencesTable({ channels, rows }: Preferences, context: TableContext): TemplateResult {
  return html`<table role="table" part="table" aria-label=${context.label}>
    <thead>
      <tr role="row">
        <th role="columnheader" scope="col">
          <span class="visually-hidden">${context.t('preferences.topic')}</span>
        </th>
        ${channels.map(({ label }) => html`<th role="columnheader" scope="col"><bdi>${label}</bdi></th>`)}
      </tr>
    </thead>
    <tbody>
      ${repeat(
        rows,
        ({ id }) => id,
        (row, index) =>
          html`<tr role="row" part="row">
            <th role="rowheader" scope="row">
              <span class="label"><bdi>${row.label}</bdi></span>
              ${row.description ? html`<span class="note"><bdi>${row.description}</bdi></span>` : nothing}
              ${
                row.locked
                  ? html`<span class="note locked" id="lock-${index}"
                      >${icon(lock)}${context.t(lockReason(row))}</span
                    >`
                  : nothing
              }
            </th>
            ${cells(row, index, channels, context)}
          </tr>`,
      )}
    </tbody>
  </table>`;
}

type Channel = Preferences['channels'][number];

function cells(row: PreferenceRow, index: number, channels: readonly Channel[], context: TableContext) {
  if (isWhole(row)) {
    return html`<td role="cell" class="whole" colspan=${channels.length}>
      ${cell(row, { key: 'all', label: '' }, `${index}-0`, index, context)}
    </td>`;
  }
  return channels.map(
    (channel, column) =>
      html`<td role="cell">${cell(row, channel, `${index}-${column}`, index, context)}</td>`,
  );
}

function cell(
  row: PreferenceRow,
  channel: Channel,
  id: string,
  index: number,
  context: TableContext,
): TemplateResult {
  const value = row.channels[channel.key];
  if (!value) {
    return html`<span class="channel" aria-hidden="true">${channel.label}</span>
      <span class="none" aria-hidden="true">–</span>
      <span class="visually-hidden">${context.t('preferences.not-offered')}</span>`;
  }
  const change = { row: row.id, channel: channel.key };
  const reason = reasonOf(row, value);
  const note = reason
    ? context.t(reason, { channel: channel.label })
    : context.unsaved.has(keyOf(change))
      ? context.t('preferences.unsaved')
      : undefined;
  const describedBy = note ? `reason-${id}` : row.locked ? `lock-${index}` : nothing;
  const on = value.enabled && !value.muted;
  return html`<label>
    <span class="channel" aria-hidden="true"><bdi>${channel.label}</bdi></span>
    <input
      type="checkbox"
      role="switch"
      part="switch"
      aria-label=${
        isWhole(row) ? row.label : context.t('preferences.switch', { row: row.label, channel: channel.label })
      }
      aria-describedby=${describedBy}
      ?disabled=${!editable(row, channel.key)}
      .checked=${live(on)}
      @change=${(event: Event) => {
        const input = event.currentTarget as HTMLInputElement;
        if (!context.change({ ...change, enabled: input.checked })) input.checked = on;
      }}
    />
    ${note ? html`<span class="note reason" id="reason-${id}">${note}</span>` : nothing}
  </label>`;
}

/** Why a single value cannot be changed, where its row does not say it already. */
function reasonOf(row: PreferenceRow, value: PreferenceValue): keyof typeof preferencesMessages | undefined {
  if (row.locked) return undefined;
  if (value.muted) return 'preferences.muted';
  if (value.conditional) return 'preferences.conditional';
  if (!value.locked) return undefined;
  return value.enabled ? 'preferences.always-on' : 'preferences.always-off';
}

function lockReason(row: PreferenceRow): keyof typeof preferencesMessages {
  const values = Object.values(row.channels);
  if (values.every(({ enabled }) => enabled)) return 'preferences.always-on';
  return values.some(({ enabled }) => enabled) ? 'preferences.fixed' : 'preferences.always-off';
}
