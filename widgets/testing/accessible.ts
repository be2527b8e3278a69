import { expect } from '@open-wc/testing';
import { deepAll } from './queries.ts';

/**
 * Fails for what axe finds in an element, when nothing in it fades or moves. A fade that begins while axe looks gives
 * contrasts that no one reads by: what is found is looked for once more, and a true fault is still there.
 */
export async function accessible(element: Element): Promise<void> {
  await still();
  try {
    await expect(element).to.be.accessible();
  } catch {
    await still();
    await expect(element).to.be.accessible();
  }
}

/** ms for which Firefox may go on to style by a moment of a fade that has ended. */
const LAG = 3000;

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
    if (moving.length === 0) break;
    await Promise.allSettled(moving.map(({ finished }) => finished));
  }
  // Firefox knows of no animation any more, and takes a while to drop what its last frame said.
  const late = performance.now() + LAG;
  while (deepAll(document, '*').some(looksFading) && performance.now() < late)
    await new Promise((resolve) => setTimeout(resolve, 50));
}

function looksFading(element: Element): boolean {
  const { animationName, animationIterationCount, opacity } = getComputedStyle(element);
  // What is drawn nowhere, as a slot that nothing is put in, has no style at all.
  return (
    opacity !== '' && opacity !== '1' && animationName !== 'none' && animationIterationCount !== 'infinite'
  );
}
