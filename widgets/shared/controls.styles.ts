import { css } from 'lit';

/** The small things that every widget draws the same: buttons, badge, avatar, skeleton, the views of a state. */
export const controlStyles = css`
  button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: calc(var(--_space) * 2);
    min-block-size: 2.25em;
    padding: 0 calc(var(--_space) * 3);
    border: 0;
    border-radius: calc(var(--_radius) * 0.67);
    background: none;
    color: inherit;
    font: inherit;
    cursor: pointer;
    transition: background-color var(--_fast) ease-out;
    touch-action: manipulation;
  }

  button:hover {
    background: var(--_hover);
  }

  button:disabled {
    cursor: not-allowed;
    opacity: 0.5;
  }

  button.primary {
    background: var(--_accent);
    color: var(--_on-accent);
    font-weight: var(--_strong);
  }

  button.primary:hover:not(:disabled) {
    background: color-mix(in srgb, var(--_accent) 90%, var(--_text));
  }

  button.secondary {
    border: 1px solid var(--_border);
  }

  button.quiet {
    color: var(--_muted);
  }

  button.link {
    min-block-size: 0;
    padding: 0;
    border-radius: 0.2em;
    color: var(--_accent);
  }

  button.link:hover {
    background: none;
    text-decoration: underline;
  }

  button.icon-button {
    inline-size: 2.25em;
    padding: 0;
    color: var(--_muted);
  }

  @media (pointer: coarse) {
    button:not(.link) {
      min-block-size: max(2.25em, 44px);
    }

    button.icon-button {
      min-inline-size: 44px;
    }
  }

  .badge {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    min-inline-size: 1.6em;
    block-size: 1.6em;
    padding-inline: 0.4em;
    border-radius: 0.8em;
    background: var(--_accent);
    color: var(--_on-accent);
    font-size: 0.6875em;
    font-weight: var(--_strong);
    font-variant-numeric: tabular-nums;
    line-height: 1;
  }

  .avatar {
    display: inline-flex;
    flex: none;
    align-items: center;
    justify-content: center;
    block-size: 2.25em;
    inline-size: 2.25em;
    overflow: hidden;
    border-radius: 50%;
    /* One lightness for every hue keeps the letters readable. */
    background: light-dark(oklch(0.92 0.045 var(--_hue, 250)), oklch(0.36 0.06 var(--_hue, 250)));
    color: light-dark(oklch(0.38 0.09 var(--_hue, 250)), oklch(0.92 0.04 var(--_hue, 250)));
    user-select: none;
  }

  .avatar img {
    block-size: 100%;
    inline-size: 100%;
    object-fit: cover;
  }

  .avatar span {
    font-size: var(--_small);
    font-weight: var(--_strong);
  }

  .skeleton {
    display: block;
    border-radius: 0.4em;
    background: var(--_hover);
    /* Seen where colours are forced. */
    outline: 1px solid transparent;
    animation: belfry-pulse 1.6s ease-in-out infinite;
  }

  .skeleton.avatar {
    border-radius: 50%;
  }

  @keyframes belfry-pulse {
    50% {
      opacity: 0.45;
    }
  }

  .state {
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: center;
    gap: calc(var(--_space) * 2);
    padding: calc(var(--_space) * 8) calc(var(--_space) * 5);
    text-align: center;
    text-wrap: balance;
  }

  .state > .icon {
    block-size: 2em;
    inline-size: 2em;
    color: var(--_muted);
    stroke-width: 1.25;
  }

  .state h3,
  .state p {
    margin: 0;
    font-size: 1em;
  }

  .state h3 {
    font-weight: var(--_strong);
  }

  .state p {
    max-inline-size: 32ch;
    color: var(--_muted);
  }

  .state button {
    margin-block-start: calc(var(--_space) * 2);
  }

  .banner {
    display: flex;
    align-items: center;
    gap: calc(var(--_space) * 2);
    padding: calc(var(--_space) * 2) calc(var(--_space) * 4);
    border-block-end: 1px solid var(--_border);
    background: var(--_raised);
    color: var(--_muted);
    font-size: var(--_small);
  }

  .banner button {
    margin-inline-start: auto;
  }

  @media (forced-colors: active) {
    button,
    .badge,
    .avatar {
      border: 1px solid ButtonText;
    }

    button.primary {
      border-color: Highlight;
    }
  }
`;
