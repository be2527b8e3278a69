import { css } from 'lit';

/** The panel's frame and the list of conversations. Whether both panes stand side by side is decided here alone. */
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

    .frame:not([data-layout='single'], [data-alone]) > .list .bar .close {
      display: none;
    }
  }

  .list-body {
    flex: 1;
    overflow: hidden auto;
    overscroll-behavior: contain;
    padding: calc(var(--_space) * 2);
  }

  .channel {
    display: grid;
    grid-template: auto auto / auto minmax(0, 1fr) auto;
    align-items: center;
    gap: 0 calc(var(--_space) * 3);
    inline-size: 100%;
    padding: calc(var(--_space) * 2.5) calc(var(--_space) * 2);
    text-align: start;
  }

  .channel:focus-visible {
    outline-offset: -2px;
  }

  .channel[aria-current] {
    background: var(--_hover);
  }

  .channel .avatar {
    grid-row: span 2;
    block-size: 2.5em;
    inline-size: 2.5em;
  }

  .channel .name,
  .channel .preview {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .channel .preview {
    grid-column: 2;
    color: var(--_muted);
    font-size: var(--_small);
  }

  .channel .time {
    color: var(--_muted);
    font-size: var(--_small);
    white-space: nowrap;
  }

  .channel .badge {
    justify-self: end;
  }

  .channel.unread .name {
    font-weight: var(--_strong);
  }

  .channel.unread .preview {
    color: var(--_text);
  }

  .typing-preview {
    color: var(--_accent);
  }

  .skeletons {
    padding: calc(var(--_space) * 2);
  }

  .list-body .skeletons {
    padding: 0;
  }

  .line {
    block-size: 0.75em;
    inline-size: 8em;
  }

  .channel .line {
    margin-block: 0.35em;
    inline-size: 55%;
  }

  .channel .line.preview {
    inline-size: 85%;
  }

  @media (forced-colors: active) {
    .channel {
      border-color: transparent;
    }

    .channel[aria-current] {
      border-color: Highlight;
    }
  }
`;
