import { css } from 'lit';

/** Dark in every scheme: nothing is brighter than the picture. */
export const lightboxStyles = css`
  :host {
    display: contents;
  }

  dialog {
    position: fixed;
    inset: 0;
    display: grid;
    block-size: 100dvb;
    inline-size: 100dvi;
    max-block-size: none;
    max-inline-size: none;
    grid-template-rows: auto minmax(0, 1fr) auto;
    margin: 0;
    padding: 0;
    border: 0;
    outline: 0;
    background: #0d0e10;
    color: #f2f2f4;
    color-scheme: dark;
    font-size: 15px;
    animation: belfry-lightbox var(--_fast) ease-out;
  }

  dialog:not([open]) {
    display: none;
  }

  @keyframes belfry-lightbox {
    from {
      opacity: 0;
    }
  }

  .top,
  .caption {
    display: flex;
    min-block-size: 3.5em;
    align-items: center;
    gap: calc(var(--_space) * 2);
    padding: 0 calc(var(--_space) * 4);
  }

  .place {
    margin-inline-end: auto;
    font-variant-numeric: tabular-nums;
  }

  .caption {
    justify-content: center;
    text-align: center;
    overflow-wrap: anywhere;
  }

  a,
  button.icon-button {
    display: inline-flex;
    min-block-size: 44px;
    min-inline-size: 44px;
    align-items: center;
    justify-content: center;
    border-radius: 50%;
    color: inherit;
  }

  :is(a, button):hover {
    background: rgb(255 255 255 / 14%);
  }

  :focus-visible {
    outline: 2px solid #fff;
  }

  .stage {
    position: relative;
    display: grid;
    min-block-size: 0;
    touch-action: pan-y pinch-zoom;
  }

  .view {
    display: grid;
    min-block-size: 0;
    min-inline-size: 0;
    place-items: center;
    overflow: hidden;
  }

  .view.zoomed {
    place-items: safe center;
    overflow: auto;
    touch-action: pan-x pan-y pinch-zoom;
  }

  img {
    max-block-size: 100%;
    max-inline-size: 100%;
    min-block-size: 0;
    cursor: zoom-in;
    object-fit: contain;
    user-select: none;
    -webkit-user-drag: none;
  }

  .zoomed img {
    max-block-size: none;
    max-inline-size: none;
    inline-size: max(160%, 60em);
    cursor: zoom-out;
  }

  .step {
    position: absolute;
    inset-block-start: calc(50% - 22px);
    inset-inline-start: calc(var(--_space) * 3);
    background: rgb(13 14 16 / 60%);
  }

  .step.after {
    inset-inline: auto calc(var(--_space) * 3);
  }

  .step:dir(rtl) .icon {
    scale: -1 1;
  }
`;
