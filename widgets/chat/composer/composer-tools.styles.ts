import { css } from 'lit';

/** What stands around the field once a composer is used. */
export const composerToolsStyles = css`
  section {
    position: relative;
  }

  .subject,
  .link-card {
    display: flex;
    align-items: center;
    gap: calc(var(--_space) * 2);
    padding-inline-start: calc(var(--_space) * 3);
    color: var(--_muted);
    font-size: var(--_small);
  }

  :is(.subject, .link-card) p {
    display: grid;
    flex: 1;
    min-inline-size: 0;
    margin: 0;
    line-height: 1.35;
  }

  .subject p {
    padding-inline-start: calc(var(--_space) * 2);
    border-inline-start: 2px solid var(--_accent);
  }

  :is(.subject, .link-card) strong {
    color: var(--_text);
    font-weight: var(--_strong);
  }

  :is(.subject, .link-card) :is(strong, span) {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .link-card {
    margin-block-end: calc(var(--_space) * 2);
    padding: var(--_space);
    padding-inline-start: calc(var(--_space) * 2);
    border: 1px solid var(--_border);
    border-radius: calc(var(--_radius) * 0.67);
  }

  .link-card img {
    flex: none;
    block-size: 3em;
    inline-size: 3em;
    border-radius: calc(var(--_radius) * 0.5);
    object-fit: cover;
  }

  .dropping {
    position: absolute;
    inset: calc(var(--_space) * 2);
    display: flex;
    align-items: center;
    justify-content: center;
    gap: calc(var(--_space) * 2);
    border: 2px dashed var(--_accent);
    border-radius: var(--_radius);
    background: color-mix(in srgb, var(--_surface) 92%, transparent);
    font-weight: var(--_strong);
    pointer-events: none;
  }

  .field .emoji {
    anchor-name: --belfry-emoji;
  }

  .composer .emoji-sheet[popover] {
    position-anchor: --belfry-emoji;
    padding: 0;
    overflow: clip;
  }

  /* Elsewhere they come from the lower edge of the window. */
  @media not ((width < 480px) and (pointer: coarse)) {
    .composer .sheet[popover] {
      position-area: block-start span-inline-end;
    }

    .composer .emoji-sheet[popover] {
      position-area: block-start span-inline-start;
    }
  }

  .tray {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--_space) * 2);
    max-block-size: 11em;
    margin: 0;
    /* Room for what stands out of a corner. */
    padding: calc(var(--_space) * 2) calc(var(--_space) * 2) calc(var(--_space) * 2) 0;
    overflow: hidden auto;
    overscroll-behavior: var(--_over);
    list-style: none;
  }

  .upload {
    position: relative;
    display: flex;
    align-items: center;
    gap: calc(var(--_space) * 2);
    inline-size: min(15em, 100%);
    min-block-size: 3.25em;
    padding-inline-start: calc(var(--_space) * 2);
    border: 1px solid var(--_border);
    border-radius: calc(var(--_radius) * 0.67);
    background: var(--_raised);
  }

  .upload:is(.refused, .failed) {
    border-color: color-mix(in srgb, var(--_danger) 45%, transparent);
    background: color-mix(in srgb, var(--_danger) 7%, var(--_surface));
  }

  .upload-icon {
    display: flex;
    color: var(--_muted);
  }

  .upload-words {
    display: grid;
    flex: 1;
    min-inline-size: 0;
    padding-block: calc(var(--_space) * 1.5);
    font-size: var(--_small);
    line-height: 1.3;
  }

  .upload-name {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .upload-note {
    color: var(--_muted);
  }

  .upload:is(.refused, .failed) .upload-note {
    color: var(--_danger);
  }

  .upload .icon-button {
    flex: none;
    inline-size: 1.75em;
    min-block-size: 1.75em;
  }

  .upload .icon-button + .take-off {
    margin-inline-start: calc(var(--_space) * -2);
  }

  .upload canvas,
  .upload img {
    flex: none;
    block-size: 2.25em;
    inline-size: 2.25em;
    border-radius: calc(var(--_radius) * 0.4);
    object-fit: cover;
  }

  .upload.picture {
    inline-size: auto;
    padding: 0;
    border: 0;
    background: none;
  }

  .upload.picture :is(canvas, img, .upload-icon) {
    block-size: 4.5em;
    inline-size: 4.5em;
    border-radius: calc(var(--_radius) * 0.67);
  }

  .upload.picture .upload-icon {
    align-items: center;
    justify-content: center;
    background: var(--_hover);
  }

  .upload.picture.uploading canvas {
    opacity: 0.6;
  }

  .upload.picture .take-off {
    position: absolute;
    inset-block-start: -0.4em;
    inset-inline-end: -0.4em;
    block-size: 1.5em;
    inline-size: 1.5em;
    min-block-size: 0;
    min-inline-size: 0;
    border-radius: 50%;
    background: var(--_text);
    color: var(--_surface);
  }

  .upload.picture .take-off .icon {
    block-size: 1em;
    inline-size: 1em;
    stroke-width: 2.25;
  }

  .upload progress {
    position: absolute;
    inset-block-end: 0.35em;
    inset-inline: 0.5em;
    block-size: 0.25em;
    inline-size: auto;
    overflow: hidden;
    border: 0;
    border-radius: 0.125em;
    appearance: none;
    background: color-mix(in srgb, var(--_text) 18%, var(--_surface));
    color: var(--_accent);
  }

  .upload progress::-webkit-progress-bar {
    background: none;
  }

  .upload progress::-webkit-progress-value {
    background: var(--_accent);
  }

  .upload progress::-moz-progress-bar {
    background: var(--_accent);
  }

  .suggest-at {
    position: relative;
  }

  .suggestions {
    position: absolute;
    inset-block-end: calc(var(--_space) * 2);
    inset-inline: 0;
    display: grid;
    max-block-size: min(16em, 45dvb);
    padding: var(--_space);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
    box-shadow: var(--_shadow);
    overflow: hidden auto;
    overscroll-behavior: contain;
  }

  .suggestion {
    justify-content: start;
    min-inline-size: 0;
    padding-inline: calc(var(--_space) * 2);
    text-align: start;
  }

  .suggestion[aria-selected='true'] {
    background: var(--_hover);
  }

  .suggestion .avatar {
    block-size: 1.6em;
    inline-size: 1.6em;
  }

  .suggestion .avatar span {
    font-size: 0.625em;
  }

  .suggestion bdi,
  .suggestion-hint {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .suggestion bdi {
    flex: none;
    max-inline-size: 70%;
  }

  .suggestion-hint {
    color: var(--_muted);
    font-size: var(--_small);
  }

  .suggested-emoji {
    flex: none;
    inline-size: 1.5em;
    font-size: 1.15em;
    text-align: center;
  }

  @media (pointer: coarse) {
    .upload.picture .take-off {
      block-size: 2em;
      inline-size: 2em;
    }

    /* Under a finger it is larger than it looks. */
    .upload.picture .take-off::after {
      position: absolute;
      inset: -0.5em;
      content: '';
    }
  }

  @media (forced-colors: active) {
    .suggestion[aria-selected='true'] {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
`;
