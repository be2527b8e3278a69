import { css } from 'lit';

/** The small ways below the main button, and the challenge above it. */
export const styles = css`
  .ways {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: 0 calc(var(--_space) * 2);
    margin-block-start: calc(var(--_space) * 2);
    font-size: var(--_small);
    font-variant-numeric: tabular-nums;
  }

  /* The countdown is to be read, though its button waits. */
  .ways :disabled {
    background: none;
    color: var(--_muted);
    opacity: 1;
  }

  ::slotted([slot='challenge']) {
    margin-block: calc(var(--_space) * 2) calc(var(--_space) * 3);
    outline: none;
  }
`;
