import { css } from 'lit';

export const audioStyles = css`
  :host {
    display: grid;
    box-sizing: border-box;
    grid-template-columns: auto minmax(0, 1fr) auto;
    align-items: center;
    gap: 0 calc(var(--_space) * 2.5);
    padding: calc(var(--_space) * 2) calc(var(--_space) * 3);
    border: 1px solid var(--_border);
    border-radius: 1.125em;
    background: var(--_surface);
  }

  .play {
    block-size: 2.5em;
    inline-size: 2.5em;
    padding: 0;
    border-radius: 50%;
    background: var(--_accent);
    color: var(--_on-accent);
  }

  .play:hover {
    background: color-mix(in srgb, var(--_accent) 90%, var(--_text));
  }

  .play .icon {
    fill: currentColor;
  }

  .middle {
    display: grid;
    min-inline-size: 0;
  }

  .name {
    overflow: hidden;
    font-size: var(--_small);
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .track {
    position: relative;
    display: flex;
    block-size: 1.75em;
    align-items: center;
    gap: 1px;
  }

  .track i {
    flex: 1;
    min-inline-size: 1px;
    block-size: calc(12% + var(--_loud) * 88%);
    border-radius: 1px;
    background: color-mix(in srgb, var(--_text) 28%, var(--_surface));
  }

  .track i.past {
    background: var(--_accent);
  }

  .line {
    flex: 1;
    block-size: 0.25em;
    border-radius: 0.125em;
    background: linear-gradient(var(--_accent), var(--_accent)) no-repeat 0 0 / calc(var(--_done) * 100%) 100%
      color-mix(in srgb, var(--_text) 20%, var(--_surface));
  }

  :host(:dir(rtl)) .line {
    background-position: 100% 0;
  }

  input {
    position: absolute;
    inset: 0;
    block-size: 100%;
    inline-size: 100%;
    margin: 0;
    border-radius: 0.25em;
    appearance: none;
    background: none;
    cursor: pointer;
  }

  input::-webkit-slider-thumb {
    block-size: 1.5em;
    inline-size: 1px;
    appearance: none;
  }

  input::-moz-range-thumb {
    border: 0;
    background: none;
  }

  .time {
    color: var(--_muted);
    font-size: 0.75em;
    font-variant-numeric: tabular-nums;
  }

  .time.failed {
    color: var(--_danger);
  }

  .speed {
    min-inline-size: 3em;
    min-block-size: 1.75em;
    padding: 0 calc(var(--_space) * 1.5);
    background: var(--_hover);
    font-size: var(--_small);
    font-variant-numeric: tabular-nums;
  }
`;
