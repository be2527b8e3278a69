import { expect } from '@open-wc/testing';
import { deepAll } from './queries.ts';

/** How often axe looks before what it finds is believed. */
const LOOKS = 5;

/**
 * Fails for what axe finds in an element, when nothing in it fades or moves. A fade that begins while axe looks gives
 * contrasts that no one reads by: what is found is looked for again, and a true fault is still there.
 */
export async function accessible(element: Element): Promise<void> {
  for (let look = 1; ; look += 1) {
    await still();
    try {
      await expect(element).to.be.accessible();
      return;
    } catch (error) {
      if (look === LOOKS) throw error;
    }
  }
}

/** Resolves when nothing fades or moves any more: what comes in by degrees has its contrast only then. */
export async function still(): Promise<void> {
  for (;;) {
    // What is to move is known to move from its first frame on.
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const roots = deepAll(document, '*').flatMap(({ shadowRoot }) => shadowRoot ?? []);
    const moving = [document, ...roots]
      .flatMap((root) => root.getAnimations())
      .filter(
        ({ effect, playState }) =>
          playState === 'running' && Number.isFinite(effect?.getComputedTiming().endTime),
      );
    if (moving.length === 0) return;
    await Promise.allSettled(moving.map(({ finished }) => finished));
  }
}
