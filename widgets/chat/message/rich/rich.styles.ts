import { css } from 'lit';

/** What messages hold beyond text. */
export const richStyles = css`
  .picture {
    display: block;
    overflow: hidden;
    border-radius: var(--_round);
  }

  .picture img {
    display: block;
    inline-size: 18em;
    max-inline-size: 100%;
    max-block-size: 22em;
    aspect-ratio: var(--_ratio);
    background: var(--_hover);
    object-fit: cover;
  }

  .card,
  .file {
    display: grid;
    max-inline-size: 20em;
    border: 1px solid var(--_border);
    border-radius: var(--_round);
    color: inherit;
    overflow: hidden;
    text-decoration: none;
    transition: background-color var(--_fast) ease-out;
  }

  :is(.card, .file):hover {
    background: var(--_hover);
  }

  .card {
    padding-block-end: calc(var(--_space) * 2.5);
  }

  .card img {
    inline-size: 100%;
    aspect-ratio: 1.91;
    margin-block-end: var(--_space);
    background: var(--_hover);
    object-fit: cover;
  }

  .card > span {
    padding: calc(var(--_space) * 1) calc(var(--_space) * 3.5) 0;
    overflow-wrap: anywhere;
  }

  .card-title {
    font-weight: var(--_strong);
  }

  .card-text {
    display: -webkit-box;
    overflow: hidden;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 3;
  }

  .card-text,
  .card-site {
    color: var(--_muted);
    font-size: var(--_small);
  }

  .file {
    grid-template-columns: auto minmax(0, 1fr);
    align-items: center;
    gap: 0 calc(var(--_space) * 2.5);
    padding: calc(var(--_space) * 2.5) calc(var(--_space) * 3.5);
  }

  .file .icon {
    grid-row: span 2;
    color: var(--_muted);
  }

  .file-name {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .file-size {
    grid-column: 2;
    color: var(--_muted);
    font-size: var(--_small);
  }
`;
