import { css } from 'lit';

/** The rows of the list of threads: where, what it is about, and the last reply. */
export const threadsStyles = css`
  :host {
    position: relative;
  }

  .all {
    flex: none;
    padding: var(--_space) calc(var(--_space) * 2) 0;
  }

  .thread {
    display: grid;
    grid-template: auto auto auto / minmax(0, 1fr) auto;
    align-items: center;
    gap: calc(var(--_space) * 0.5) calc(var(--_space) * 3);
    inline-size: 100%;
    padding: calc(var(--_space) * 2.5) calc(var(--_space) * 2);
    text-align: start;
  }

  .thread:focus-visible {
    outline-offset: -2px;
  }

  .thread[aria-current] {
    background: var(--_hover);
  }

  .channel-name,
  .parent,
  .preview,
  .thread bdi {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .parent,
  .preview {
    display: flex;
    gap: var(--_space);
  }

  .channel-name,
  .time,
  .latest {
    color: var(--_muted);
    font-size: var(--_small);
  }

  .thread:not(.unread) .parent {
    grid-column: 1 / -1;
  }

  .unread .parent {
    font-weight: var(--_strong);
  }

  .unread .latest {
    color: var(--_text);
  }

  .badge {
    justify-self: end;
  }

  .latest {
    display: flex;
    grid-column: 1 / -1;
    align-items: center;
    gap: calc(var(--_space) * 2);
    min-inline-size: 0;
  }

  .faces {
    display: inline-flex;
    flex: none;
  }

  .faces .avatar {
    block-size: 1.75em;
    inline-size: 1.75em;
    border: 1px solid var(--_surface);
    font-size: 0.8em;
  }

  .faces .avatar span {
    font-size: 0.65em;
  }

  .faces .avatar + .avatar {
    margin-inline-start: -0.5em;
  }

  .line {
    block-size: 0.75em;
    inline-size: 8em;
    margin-block: 0.25em;
  }

  .line.parent {
    inline-size: 80%;
  }

  .line.latest {
    inline-size: 60%;
  }

  .notice {
    position: absolute;
    inset-block-end: calc(var(--_space) * 3);
    inset-inline: calc(var(--_space) * 4);
    margin: 0;
    padding: calc(var(--_space) * 2) calc(var(--_space) * 4);
    border-radius: calc(var(--_radius) * 0.67);
    background: var(--_text);
    color: var(--_surface);
    font-size: var(--_small);
  }

  @media (forced-colors: active) {
    .thread {
      border-color: transparent;
    }

    .thread[aria-current] {
      border-color: Highlight;
    }
  }
`;
