import { css } from 'lit';

/** A poll in its message. */
export const pollStyles = css`
  :host {
    display: block;
    container-type: inline-size;
    inline-size: 22em;
    max-inline-size: 100%;
    padding: calc(var(--_space) * 3) calc(var(--_space) * 3.5);
    border: 1px solid var(--_border);
    background: var(--_surface);
  }

  .question {
    margin: 0;
    border-radius: 0.2em;
    font-size: 1em;
    font-weight: var(--_strong);
    overflow-wrap: anywhere;
  }

  .description {
    margin: calc(var(--_space) * 0.5) 0 0;
    overflow-wrap: anywhere;
  }

  .how {
    display: flex;
    align-items: center;
    flex-wrap: wrap;
    gap: 0 var(--_space);
    margin: calc(var(--_space) * 0.5) 0 calc(var(--_space) * 2);
    color: var(--_muted);
    font-size: var(--_small);
  }

  .how span + span::before {
    content: '· ';
  }

  .option {
    position: relative;
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    align-items: center;
    column-gap: var(--_space);
    padding-block-end: calc(var(--_space) * 2);
    margin-inline: calc(var(--_space) * -2);
  }

  .choice {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    align-items: start;
    gap: calc(var(--_space) * 2.5);
    min-block-size: 0;
    padding: calc(var(--_space) * 1.25) calc(var(--_space) * 2);
    text-align: start;
  }

  .choice[aria-disabled='true'] {
    cursor: default;
  }

  .choice[aria-disabled='true']:hover {
    background: none;
  }

  .mark {
    display: grid;
    block-size: 1.25em;
    inline-size: 1.25em;
    margin-block-start: 0.1em;
    border: 1.5px solid var(--_control-border);
    border-radius: 50%;
    place-items: center;
  }

  .several .mark {
    border-radius: 0.35em;
  }

  .mark .icon {
    block-size: 0.85em;
    inline-size: 0.85em;
    stroke-width: 3.5;
    visibility: hidden;
  }

  [aria-checked='true'] .mark,
  .chosen .mark {
    border-color: var(--_accent);
    background: var(--_accent);
    color: var(--_on-accent);
  }

  [aria-checked='true'] .mark .icon,
  .chosen .mark .icon {
    visibility: visible;
  }

  .full:not([aria-checked='true']) .mark {
    opacity: 0.4;
  }

  .closed .mark:not(.chosen *) {
    border-color: transparent;
  }

  .text {
    overflow-wrap: anywhere;
  }

  .winner .text,
  .winner .share {
    font-weight: var(--_strong);
  }

  .winner .text .icon {
    display: inline-block;
    block-size: 1em;
    inline-size: 1em;
    margin-inline-start: calc(var(--_space) * 1.5);
    color: var(--_accent);
    vertical-align: -0.125em;
  }

  .voters {
    align-self: start;
    min-block-size: 0;
    gap: calc(var(--_space) * 1.5);
    padding: calc(var(--_space) * 1.25) calc(var(--_space) * 2);
    font-size: var(--_small);
    font-variant-numeric: tabular-nums;
    line-height: 1.75;
  }

  .faces {
    display: flex;
  }

  .faces .avatar {
    block-size: 1.65em;
    inline-size: 1.65em;
    box-shadow: 0 0 0 2px var(--_surface);
  }

  .faces .avatar span {
    font-size: 0.65em;
  }

  .faces .avatar + .avatar {
    margin-inline-start: -0.5em;
  }

  @container (width < 15em) {
    .faces {
      display: none;
    }
  }

  .bar {
    display: flex;
    align-items: center;
    grid-column: 1 / -1;
    gap: calc(var(--_space) * 2.5);
    padding-inline: calc(var(--_space) * 2 + 1.25em + var(--_space) * 2.5) calc(var(--_space) * 2);
  }

  .track {
    flex: 1;
    block-size: 0.375em;
    overflow: hidden;
    border-radius: 0.2em;
    background: var(--_hover);
  }

  .track::before {
    display: block;
    block-size: 100%;
    inline-size: calc(var(--_share) * 100%);
    border-radius: inherit;
    background: var(--_accent);
    content: '';
    transition: inline-size 240ms ease-out;
  }

  .closed :not(.winner) > .bar .track::before {
    background: color-mix(in srgb, var(--_text) 35%, transparent);
  }

  .share {
    min-inline-size: 2.75em;
    color: var(--_muted);
    font-size: 0.75em;
    font-variant-numeric: tabular-nums;
    line-height: 1.3;
    text-align: end;
  }

  .winner .share {
    color: inherit;
  }

  .foot,
  .ways {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(var(--_space) * 1) calc(var(--_space) * 3);
    font-size: var(--_small);
  }

  .foot {
    padding-block-start: var(--_space);
    color: var(--_muted);
  }

  .foot > :not(:first-child) {
    margin-inline-start: auto;
  }

  .ways {
    margin-block-start: calc(var(--_space) * 2.5);
    padding-block-start: calc(var(--_space) * 2.5);
    border-block-start: 1px solid var(--_border);
  }

  .ways .danger {
    margin-inline-start: auto;
    color: var(--_danger);
  }

  form,
  .ask {
    display: grid;
    gap: calc(var(--_space) * 2);
    margin-block-start: calc(var(--_space) * 2.5);
    padding-block-start: calc(var(--_space) * 2.5);
    border-block-start: 1px solid var(--_border);
  }

  .ask p {
    margin: 0;
  }

  input {
    inline-size: 100%;
    block-size: 2.5em;
  }

  .fault {
    margin: 0;
    color: var(--_danger);
    font-size: var(--_small);
  }

  .buttons {
    display: flex;
    justify-content: end;
    gap: calc(var(--_space) * 2);
  }

  .buttons .danger {
    background: var(--_danger);
    color: var(--_surface);
    font-weight: var(--_strong);
  }

  .skeleton {
    block-size: 1em;
    margin-block: calc(var(--_space) * 2);
  }

  .skeleton:first-child {
    inline-size: 70%;
  }

  @media (pointer: coarse) {
    .choice,
    .voters {
      padding-block: calc(var(--_space) * 2.5);
    }

    input {
      block-size: max(2.5em, 44px);
      font-size: max(1em, 16px);
    }

    button.link {
      min-block-size: 44px;
    }
  }

  @media (forced-colors: active) {
    .choice,
    .voters {
      border: 0;
    }

    .track {
      outline: 1px solid CanvasText;
    }

    .track::before,
    [aria-checked='true'] .mark,
    .chosen .mark {
      background: Highlight;
      forced-color-adjust: none;
    }
  }
`;
