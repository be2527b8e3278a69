import { css } from 'lit';

/** What comes after a log's first picture, as its reader does: the way back to the newest message, somebody typing. */
export const readerStyles = css`
  .to-end {
    position: absolute;
    inset-block-end: calc(var(--_space) * 3);
    inset-inline-end: calc(var(--_space) * 4);
    min-inline-size: 2.5em;
    min-block-size: 2.5em;
    padding: 0;
    border: 1px solid var(--_border);
    border-radius: 1.25em;
    background: var(--_surface);
    box-shadow: var(--_shadow);
  }

  .to-end:hover {
    background: color-mix(in srgb, var(--_text) 6%, var(--_surface));
  }

  .to-end.news {
    padding-inline: calc(var(--_space) * 4) calc(var(--_space) * 2);
    border: 0;
    background: var(--_accent);
    color: var(--_on-accent);
    font-size: var(--_small);
    font-weight: var(--_strong);
  }

  .dots {
    display: inline-flex;
    gap: 0.2em;
  }

  .dots i {
    block-size: 0.35em;
    inline-size: 0.35em;
    border-radius: 50%;
    background: currentColor;
    animation: belfry-pulse 1.2s ease-in-out infinite;
  }

  .dots i:nth-child(2) {
    animation-delay: 0.15s;
  }

  .dots i:nth-child(3) {
    animation-delay: 0.3s;
  }
`;
