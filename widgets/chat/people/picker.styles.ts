import { css } from 'lit';

/** What `PeoplePicker` draws beside rows of people. */
export const pickerStyles = css`
  .chip {
    gap: var(--_space);
    min-block-size: 1.875em;
    max-inline-size: 100%;
    padding-inline: calc(var(--_space) * 2.5) calc(var(--_space) * 1.5);
    border-radius: 1em;
    background: var(--_hover);
    color: var(--_text);
    font-size: var(--_small);
  }

  .chip span {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .tick {
    block-size: 1.25em;
    inline-size: 1.25em;
    border: 1.5px solid var(--_control-border);
    border-radius: 50%;
  }

  .tick .icon {
    display: none;
    block-size: 1em;
    inline-size: 1em;
    stroke-width: 3;
  }

  [aria-selected='true'] .tick {
    display: flex;
    align-items: center;
    justify-content: center;
    border-color: var(--_accent);
    background: var(--_accent);
    color: var(--_on-accent);
  }

  [aria-selected='true'] .tick .icon {
    display: block;
  }

  .foot {
    display: grid;
    gap: calc(var(--_space) * 2);
    padding: calc(var(--_space) * 3) calc(var(--_space) * 4);
    border-block-start: 1px solid var(--_border);
  }

  .foot p {
    margin: 0;
    color: var(--_danger);
    font-size: var(--_small);
  }

  .foot .field {
    margin: 0;
  }

  .foot label {
    color: var(--_muted);
    font-size: var(--_small);
  }
`;
