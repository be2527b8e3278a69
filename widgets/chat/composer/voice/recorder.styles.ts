import { css } from 'lit';

/** The recorder, in the shape of the field over which it stands. */
export const recorderStyles = css`
  :host {
    display: block;
  }

  .recorder {
    display: flex;
    align-items: center;
    gap: calc(var(--_space) * 2);
    min-block-size: 2.875em;
    margin-block-end: calc(var(--_space) * 2);
    padding: var(--_space);
    border: 1px solid var(--_border);
    border-radius: 1.375em;
    background: var(--_raised);
  }

  p {
    flex: 1;
    min-inline-size: 0;
    margin: 0;
    padding-inline-start: calc(var(--_space) * 3);
    font-size: var(--_small);
  }

  .recorder > .icon {
    margin-inline-start: calc(var(--_space) * 3);
    color: var(--_danger);
  }

  .recorder > .icon + p {
    padding-inline-start: 0;
  }

  .pulse {
    flex: none;
    block-size: 0.6em;
    inline-size: 0.6em;
    border-radius: 50%;
    background: var(--_danger);
    animation: belfry-pulse 1.2s ease-in-out infinite;
  }

  .time {
    flex: none;
    min-inline-size: 2.75em;
    font-variant-numeric: tabular-nums;
    font-size: var(--_small);
  }

  .wave {
    display: flex;
    flex: 1;
    align-items: center;
    justify-content: end;
    gap: 1px;
    min-inline-size: 0;
    block-size: 1.75em;
    overflow: hidden;
  }

  .wave i {
    flex: 0 1 3px;
    min-inline-size: 1px;
    block-size: max(2px, calc(var(--_level) * 100%));
    border-radius: 2px;
    background: var(--_control-border);
  }

  .wave i.played {
    background: var(--_accent);
  }

  .send {
    flex: none;
    block-size: 2.25em;
    inline-size: 2.25em;
    padding: 0;
    border-radius: 50%;
  }

  @media (forced-colors: active) {
    .wave i {
      background: CanvasText;
    }

    .wave i.played {
      background: Highlight;
    }
  }
`;
