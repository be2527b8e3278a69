import { bellCells } from './cells/bell.ts';
import { chatCells } from './cells/chat.ts';
import { feedCells } from './cells/feed.ts';
import { otpCells } from './cells/otp.ts';
import { preferencesCells } from './cells/preferences.ts';
import { toastsCells } from './cells/toasts.ts';
import type { Cell } from './cells/cell.ts';

export type { Cell, Looker, Step } from './cells/cell.ts';

/** All of them, in the gallery's order. */
export const cells: readonly Cell[] = [
  ...chatCells,
  ...bellCells,
  ...feedCells,
  ...toastsCells,
  ...preferencesCells,
  ...otpCells,
];
