import { css } from 'lit';

/** Rows of conversations, in the list and in the archive. */
export const channelListStyles = css`
  .list-body {
    flex: 1;
    overflow: hidden auto;
    overscroll-behavior: var(--_over);
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
  .preview bdi {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .channel .preview {
    display: flex;
    grid-column: 2;
    gap: var(--_space);
    white-space: nowrap;
    color: var(--_muted);
    font-size: var(--_small);
  }

  .channel .time {
    color: var(--_muted);
    font-size: var(--_small);
    unicode-bidi: plaintext;
    white-space: nowrap;
  }

  .rows li {
    position: relative;
  }

  .marks {
    display: flex;
    gap: var(--_space);
    justify-self: end;
  }

  .preview .icon {
    align-self: center;
  }

  /* What stands in it comes later. */
  .head {
    display: flex;
    min-block-size: 3em;
    gap: var(--_space);
    padding: calc(var(--_space) * 3) calc(var(--_space) * 4) 0;
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
