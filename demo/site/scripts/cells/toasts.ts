import type { Cell } from './cell.ts';

export const toastsCells: readonly Cell[] = [
  {
    id: 'toasts-one',
    element: 'toasts',
    label: 'One has arrived',
    as: 'cleo',
    attributes: { duration: '0' },
    steps: [{ await: '[data-live]' }, { notify: 'comment', of: 'cleo' }, { await: '.toast' }],
    size: 'tall',
  },
  {
    id: 'toasts-stack',
    element: 'toasts',
    label: 'Several, closed up',
    as: 'dan',
    attributes: { duration: '0', placement: 'bottom-start' },
    steps: [
      { await: '[data-live]' },
      { notify: 'product', of: 'dan' },
      { await: '.toast' },
      { notify: 'order', of: 'dan' },
      { await: '.toast + .toast' },
      { notify: 'device', of: 'dan' },
      { await: '.toast + .toast + .toast' },
    ],
    size: 'tall',
  },
  {
    id: 'toasts-spread',
    element: 'toasts',
    label: 'Several, with the focus',
    as: 'dan',
    attributes: { duration: '0' },
    steps: [
      { await: '[data-live]' },
      { notify: 'product', of: 'dan' },
      { await: '.toast' },
      { notify: 'order', of: 'dan' },
      { await: '.toast + .toast' },
      { focus: '.toast .open' },
      { await: '[data-spread]' },
    ],
    size: 'tall',
  },
];
