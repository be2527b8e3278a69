/** Outlines from Lucide (ISC licence, © Lucide Contributors) that only the recorder draws; see `shared/icons.ts`. */
export const play = 'M6 3l14 9-14 9V3z';
export const pause = 'M14 4h4v16h-4zM6 4h4v16H6z';
export const square = 'M5 3h14a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2z';
