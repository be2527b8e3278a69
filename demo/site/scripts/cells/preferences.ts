import type { Cell } from './cell.ts';

export const preferencesCells: readonly Cell[] = [
  {
    id: 'preferences-ready',
    element: 'preferences',
    label: 'Rows and channels',
    as: 'ann',
    attributes: { heading: 'Notifications' },
    size: 'tall',
  },
  {
    id: 'preferences-unsaved',
    element: 'preferences',
    label: 'With a button: not saved yet, and a channel off as a whole',
    as: 'ann',
    attributes: { save: 'button' },
    steps: [
      { press: 'input[aria-label="Product news by In app"]' },
      { press: 'input[aria-label="Everything by Email"]' },
      { await: '[part~="unsaved"]' },
    ],
    size: 'tall',
  },
  {
    id: 'preferences-kinds',
    element: 'preferences',
    label: 'Conditional, locked, commercial',
    as: 'dan',
    attributes: { heading: 'Orders, security and offers' },
    steps: [{ await: 'input[aria-label="Orders and billing by Email"]:disabled' }],
    size: 'tall',
  },
  {
    id: 'preferences-held',
    element: 'preferences',
    label: 'With a button: nothing to save',
    as: 'ben',
    attributes: { save: 'button' },
    steps: [{ await: '[part~="reset"]' }],
    size: 'tall',
  },
  {
    id: 'preferences-question',
    element: 'preferences',
    label: 'Before a reset',
    as: 'ann',
    steps: [{ press: '[part~="reset"]' }, { await: 'dialog[open]' }],
    size: 'tall',
  },
  {
    id: 'preferences-reset',
    element: 'preferences',
    label: 'Reset, and taken back',
    as: 'cleo',
    steps: [
      { press: 'input[aria-label="Product news by Email"]' },
      // What is on its way comes first.
      { await: '.progress svg' },
      { press: '[part~="reset"]' },
      { press: 'dialog[open] button.primary' },
      { await: '.unsaved' },
    ],
    size: 'tall',
  },
  { id: 'preferences-loading', element: 'preferences', label: 'Loading', as: 'pending' },
  { id: 'preferences-error', element: 'preferences', label: 'Error: no Worker', as: 'unreachable' },
  { id: 'preferences-signed-out', element: 'preferences', label: 'Signed out', as: 'guest' },
];
