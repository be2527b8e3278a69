import { css } from 'lit';

/** How a message looks that was not sent, and what stands under one that waits. */
export const pendingStyles = css`
  .pending.failed .bubble {
    filter: none;
    background: color-mix(in srgb, var(--_danger) 12%, var(--_surface));
    color: var(--_text);
  }

  .pending .meta {
    flex-wrap: wrap;
    justify-content: end;
    row-gap: 0;
  }

  .pending .meta.failure {
    color: var(--_danger);
    font-size: var(--_small);
  }

  .meta .receipt button {
    color: inherit;
    font: inherit;
  }
`;
