import { css } from 'lit';

/** What messages hold beyond text. */
export const richStyles = css`
  /* Code and tables scroll within it. */
  .bubble.text {
    max-inline-size: 100%;
  }

  .gallery {
    display: grid;
    overflow: hidden;
    inline-size: 18em;
    max-inline-size: 100%;
    max-block-size: 22em;
    aspect-ratio: var(--_ratio);
    gap: 2px;
    border-radius: var(--_round);
  }

  .gallery:is([data-count='2'], [data-count='4']) {
    grid-template: minmax(0, 1fr) / repeat(2, minmax(0, 1fr));
    grid-auto-rows: minmax(0, 1fr);
  }

  .gallery[data-count='3'] {
    grid-template: repeat(2, minmax(0, 1fr)) / 2fr minmax(0, 1fr);
  }

  .gallery[data-count='3'] > :first-child {
    grid-row: span 2;
  }

  .picture {
    position: relative;
    display: block;
    min-block-size: 0;
    background: var(--_hover);
  }

  .picture:focus-visible {
    outline-offset: -2px;
  }

  .picture img {
    display: block;
    block-size: 100%;
    inline-size: 100%;
    object-fit: cover;
  }

  .more-pictures {
    position: absolute;
    inset: 0;
    display: grid;
    background: rgb(13 14 16 / 55%);
    color: #fff;
    font-size: 1.5em;
    font-weight: var(--_strong);
    place-items: center;
  }

  .giphy {
    position: relative;
    margin: 0;
  }

  .video,
  .giphy img {
    display: block;
    inline-size: 18em;
    max-inline-size: 100%;
    max-block-size: 22em;
    aspect-ratio: var(--_ratio);
    border-radius: var(--_round);
    background: var(--_hover);
    object-fit: cover;
  }

  .video {
    background: #0d0e10;
    object-fit: contain;
  }

  .giphy figcaption {
    display: flex;
    justify-content: space-between;
    gap: calc(var(--_space) * 2);
    padding: var(--_space) calc(var(--_space) * 2) 0;
    color: var(--_muted);
    font-size: 0.75em;
    overflow-wrap: anywhere;
  }

  .audio {
    inline-size: 20em;
    max-inline-size: 100%;
    min-block-size: 4em;
  }

  .audio:not(:defined) {
    display: block;
  }

  .poll {
    border-radius: var(--_round);
  }

  .poll:not(:defined) {
    display: block;
    inline-size: 22em;
    max-inline-size: 100%;
    block-size: calc(7.5em + var(--_options) * 3.25em);
    background: var(--_raised);
  }

  .quoted {
    position: relative;
    display: grid;
    max-inline-size: 100%;
    min-block-size: 0;
    grid-template-columns: minmax(0, 1fr) auto;
    justify-items: start;
    gap: 0 calc(var(--_space) * 2);
    padding: calc(var(--_space) * 1.5) calc(var(--_space) * 3);
    border-inline-start: 3px solid color-mix(in srgb, var(--_accent) 55%, transparent);
    border-radius: 0.3em;
    background: var(--_raised);
    font-size: var(--_small);
    text-align: start;
  }

  .quoted:disabled {
    cursor: default;
    opacity: 1;
  }

  .quoted img {
    grid-area: 1 / 2 / span 2;
    block-size: 2.5em;
    inline-size: 2.5em;
    border-radius: 0.3em;
    object-fit: cover;
  }

  .quoted > span {
    grid-column: 1;
  }

  .quoted-name {
    font-weight: var(--_strong);
  }

  .quoted-text {
    display: -webkit-box;
    overflow: hidden;
    max-inline-size: 100%;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    color: var(--_muted);
    overflow-wrap: anywhere;
  }

  .quoted-text .icon {
    display: inline;
    block-size: 1em;
    inline-size: 1em;
    margin-inline-end: 0.3em;
    vertical-align: -0.125em;
  }

  .custom {
    display: block;
    max-inline-size: 100%;
  }

  .mark {
    display: flex;
    flex-wrap: wrap;
    gap: 0 calc(var(--_space) * 3);
    color: var(--_muted);
    font-size: 0.75em;
  }

  .mark > span {
    display: inline-flex;
    align-items: center;
    gap: var(--_space);
  }

  .mark .icon {
    block-size: 1em;
    inline-size: 1em;
  }

  .text .mention {
    display: inline;
    min-block-size: 0;
    padding: 0 0.15em;
    border-radius: 0.25em;
    background: color-mix(in srgb, var(--_accent) 14%, transparent);
    color: color-mix(in srgb, var(--_accent) 88%, var(--_text));
    font-weight: var(--_strong);
    text-align: start;
    white-space: normal;
  }

  .own .text .mention {
    background: color-mix(in srgb, var(--_on-accent) 18%, transparent);
    color: inherit;
  }

  .unsent {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(var(--_space) * 2);
    margin: var(--_space) 0 0;
    color: var(--_muted);
    font-size: var(--_small);
  }

  .unsent.failure {
    color: var(--_danger);
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

  .card > :is(.card-text, .card-site) {
    padding-inline: calc(var(--_space) * 4.3);
    color: var(--_muted);
    font-size: var(--_small);
  }

  .file {
    grid-template-columns: auto minmax(0, 1fr);
    align-items: center;
    gap: 0 calc(var(--_space) * 2.5);
    padding: calc(var(--_space) * 2.5) calc(var(--_space) * 3.5);
  }

  .file.unknown {
    margin: 0;
    color: var(--_muted);
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

  .under {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_space);
  }

  .reaction {
    min-block-size: 1.9em;
    gap: var(--_space);
    padding-inline: calc(var(--_space) * 2);
    border: 1px solid var(--_border);
    border-radius: 1em;
    font-size: var(--_small);
    font-variant-numeric: tabular-nums;
  }

  .reaction[aria-pressed='true'] {
    border-color: var(--_accent);
    background: color-mix(in srgb, var(--_accent) 12%, transparent);
  }

  .reaction[aria-disabled='true'] {
    cursor: default;
  }

  /* As large as before to the eye, and larger for a finger. */
  @media (pointer: coarse) {
    .under .reaction {
      position: relative;
      min-block-size: 2.1em;
      padding-inline: calc(var(--_space) * 3);
    }

    .under .reaction::after {
      position: absolute;
      inset: -0.6em 0;
      content: '';
    }
  }

  .tip {
    position: fixed;
    position-area: block-start;
    position-try-fallbacks: flip-block;
    inset: auto;
    max-inline-size: min(20em, 90dvi);
    margin: var(--_space) 0;
    padding: calc(var(--_space) * 1.5) calc(var(--_space) * 2.5);
    border: 0;
    border-radius: calc(var(--_radius) * 0.67);
    background: var(--_text);
    color: var(--_surface);
    font-size: var(--_small);
    line-height: 1.35;
    overflow-wrap: anywhere;
    pointer-events: none;
  }

  .replies {
    min-block-size: 1.9em;
    gap: calc(var(--_space) * 1.5);
    padding-inline: calc(var(--_space) * 1.5);
    color: var(--_accent);
    font-size: var(--_small);
  }

  .replies > .avatar {
    block-size: 1.5em;
    inline-size: 1.5em;
    font-size: 0.85em;
  }

  .replies > .avatar span {
    font-size: 0.65em;
  }

  .replies > .avatar + .avatar {
    margin-inline-start: -0.85em;
    box-shadow: 0 0 0 2px var(--_surface);
  }

  .bubble.emoji {
    padding: 0;
    background: none;
    font-size: 2.25em;
    line-height: 1.2;
  }
`;
