import { css } from 'lit';

/** The panel's frame. Whether both panes stand side by side is decided here alone. */
export const chatPanelStyles = css`
  /* A launcher's panel is narrow always; and Chromium lays out nothing in a size container that stands in an anchored popover. */
  :host(:not(:state(floating))) {
    container-type: inline-size;
  }

  .frame {
    position: relative;
    display: grid;
    grid-template: minmax(0, 1fr) / minmax(0, 1fr);
    block-size: 100%;
    background: var(--_surface);
  }

  .list,
  .conversation,
  .whole {
    display: flex;
    min-block-size: 0;
    min-inline-size: 0;
    flex-direction: column;
  }

  .whole > .state,
  div.conversation > .state {
    flex: 1;
  }

  .frame[data-pane='list'] .conversation,
  .frame[data-pane='conversation'] .list {
    display: none;
  }

  .frame[data-layout='split']:not([data-alone]) {
    grid-template-columns: minmax(11em, 36%) minmax(0, 1fr);
  }

  .frame[data-layout='split']:not([data-alone]) > :is(.list, .conversation) {
    display: flex;
  }

  .frame[data-layout='split'] > .list {
    border-inline-end: 1px solid var(--_border);
  }

  .frame[data-layout='split'] {
    --_back: none;
  }

  @container (inline-size >= 44em) {
    .frame:not([data-layout='single'], [data-alone]):has(> .list) {
      grid-template-columns: minmax(16em, 34%) minmax(0, 1fr);
    }

    .frame:not([data-layout='single'], [data-alone]) > :is(.list, .conversation) {
      display: flex;
    }

    .frame:not([data-layout='single']) > .list {
      border-inline-end: 1px solid var(--_border);
    }

    .frame:not([data-layout='single']) {
      --_back: none;
    }

    .frame:not([data-layout='single'], [data-alone]) > .list .close {
      display: none;
    }
  }
`;
