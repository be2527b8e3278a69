import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Clock } from './clock.ts';

const start = Date.UTC(2030, 0, 1);
let clock: Clock;

beforeEach(() => {
  vi.useFakeTimers({ now: start });
  clock = new Clock();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('time', () => {
  test('runs with real time', () => {
    vi.advanceTimersByTime(1500);
    expect(clock.now()).toBe(start + 1500);
    expect(clock.seconds()).toBe(start / 1000 + 1);
    expect(clock.iso()).toBe('2030-01-01T00:00:01.500Z');
  });

  test('moves on, by an offset, and back', () => {
    clock.advance(60);
    clock.advance(30);
    expect(clock.offset).toBe(90);
    clock.setOffset(-5);
    expect(clock.iso()).toBe('2029-12-31T23:59:55.000Z');
    clock.setTo(Date.UTC(2031, 5, 1));
    expect(clock.iso()).toBe('2031-06-01T00:00:00.000Z');
    clock.reset();
    expect(clock.now()).toBe(start);
  });
});

describe('timers', () => {
  test('fire as real time goes by', () => {
    const run = vi.fn();
    clock.after(1000, run);
    vi.advanceTimersByTime(999);
    expect(run).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(run).toHaveBeenCalledOnce();
  });

  test('fire in the order in which they are due when the clock is moved, each at its own moment', () => {
    const fired: string[] = [];
    clock.after(3000, () => fired.push(`late ${clock.iso()}`));
    clock.after(1000, () => fired.push(`early ${clock.iso()}`));
    clock.after(90_000, () => fired.push('not yet'));
    clock.advance(60);
    expect(fired).toEqual(['early 2030-01-01T00:00:01.000Z', 'late 2030-01-01T00:00:03.000Z']);
    expect(clock.iso()).toBe('2030-01-01T00:01:00.000Z');
  });

  test('that start again keep their rhythm across a move', () => {
    let beats = 0;
    const beat = () => {
      beats += 1;
      clock.after(10_000, beat);
    };
    clock.after(10_000, beat);
    clock.advance(35);
    expect(beats).toBe(3);
    vi.advanceTimersByTime(5000);
    expect(beats).toBe(4);
  });

  test('wait longer than a process timer can', () => {
    const run = vi.fn();
    const days = 40;
    clock.after(days * 86_400_000, run);
    vi.advanceTimersByTime(days * 86_400_000 - 1);
    expect(run).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(run).toHaveBeenCalledOnce();
  });

  test('can be cancelled, one by one or all by a reset', () => {
    const run = vi.fn();
    const cancel = clock.after(1000, run);
    clock.after(2000, run);
    cancel();
    clock.reset();
    clock.advance(10);
    expect(run).not.toHaveBeenCalled();
  });
});
