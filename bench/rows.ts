import type { Leaks } from './chat/leaks.ts';

/** Prints a figure beside its limit; the process ends with 1 where one is missed. */
export function row(what: string, figure: number, limit: number, unit: string): void {
  const met = figure < limit;
  if (!met) process.exitCode = 1;
  const shown = Math.abs(figure) < 10 ? figure.toFixed(1) : figure.toFixed(0);
  console.log(`${shown.padStart(7)} ${unit.padEnd(2)}  (limit ${limit})${met ? '' : '  MISSED'}  ${what}`);
}

export function leakRows(what: string, { before, after }: Leaks): void {
  row(`${what}: heap more than before`, (after.heap - before.heap) / 1024, 200, 'kB');
  row(`${what}: nodes more than before`, after.nodes - before.nodes, 50, '');
  row(`${what}: listeners more than before`, after.listeners - before.listeners, 10, '');
}
