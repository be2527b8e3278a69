import { css } from 'lit';
import { codeStyles } from './code.styles.ts';

const layout = css`
  :host {
    display: block;
    max-inline-size: 24em;
  }

  form,
  .placeholder {
    display: flex;
    flex-direction: column;
  }

  label {
    margin-block-end: calc(var(--_space) * 1.5);
    font-weight: var(--_strong);
  }

  .note,
  .message {
    margin: 0;
    color: var(--_muted);
    font-size: var(--_small);
  }

  .message {
    padding-block: var(--_space) calc(var(--_space) * 2);
    color: var(--_danger);
  }

  .link,
  bdi {
    white-space: nowrap;
  }

  .phone,
  form > button {
    min-block-size: max(2.75em, 44px);
  }

  form > button + button {
    margin-block-start: calc(var(--_space) * 2);
  }

  .field:has([aria-invalid]) {
    --_control-border: var(--_danger);
  }

  .field:has(:disabled) {
    opacity: 0.5;
  }

  .phone,
  .cell {
    border: 1px solid var(--_control-border);
    border-radius: calc(var(--_radius) * 0.67);
    background: var(--_surface);
  }

  input {
    border: 0;
    background: none;
    color: inherit;
    font: inherit;
  }

  /* Below 16px a phone's browser zooms into a focused field. */
  .code,
  .phone input,
  select {
    font-size: max(16px, 1em);
  }

  /* What shows the focus of a field is drawn around it. What is verified takes it only to be read out. */
  :is(input, select, .verified):focus-visible {
    outline: none;
  }

  .verified {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(var(--_space) * 3);
    padding: calc(var(--_space) * 3) calc(var(--_space) * 4);
    border-radius: calc(var(--_radius) * 0.67);
    background: var(--_raised);
  }

  .verified .icon {
    color: var(--_accent);
  }

  .verified span {
    flex: 1 9em;
  }

  .verified .link {
    font-size: var(--_small);
  }

  .placeholder {
    gap: calc(var(--_space) * 3);
  }

  .skeleton {
    block-size: 2.75em;
  }

  .visually-hidden + .skeleton {
    block-size: 1em;
    inline-size: 8em;
  }
`;

const phone = css`
  .phone {
    display: flex;
  }

  .phone:has(:focus-visible) {
    outline: 2px solid var(--_focus);
    outline-offset: 1px;
  }

  .country {
    position: relative;
    display: flex;
    align-items: center;
    gap: var(--_space);
    padding-inline: calc(var(--_space) * 3) calc(var(--_space) * 2);
    border-inline-end: 1px solid var(--_border);
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }

  .country:has(:focus-visible) {
    background: var(--_hover);
  }

  .country .icon {
    block-size: 1em;
    inline-size: 1em;
    color: var(--_muted);
  }

  /* The real select lies over its picture: it opens natively, at no cost and with every aid. */
  select {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    opacity: 0;
    cursor: pointer;
  }

  .phone input {
    flex: 1;
    min-inline-size: 0;
    padding-inline: calc(var(--_space) * 3);
  }
`;

export const otpStyles = [layout, phone, codeStyles];
