import { css } from 'lit';
import { codeStyles } from './code.styles.ts';

const layout = css`
  :host {
    display: block;
    max-inline-size: 24em;
  }

  form {
    display: flex;
    flex-direction: column;
  }

  label {
    margin-block-end: calc(var(--_space) * 1.5);
    font-weight: var(--_strong);
  }

  .note {
    margin: 0;
    color: var(--_muted);
    font-size: var(--_small);
  }

  .link {
    white-space: nowrap;
  }

  .message {
    margin: 0;
    min-block-size: calc(var(--_space) * 3);
    padding-block: var(--_space) calc(var(--_space) * 2);
    color: var(--_danger);
    font-size: var(--_small);
  }

  .message:empty {
    padding-block: 0;
  }

  form > .primary,
  form > .secondary {
    min-block-size: 2.75em;
  }

  form > .secondary {
    margin-block-start: calc(var(--_space) * 2);
  }

  .primary[aria-busy='true'] {
    opacity: 0.7;
  }

  /* 16px: below it a phone's browser zooms into a focused field. */
  input,
  select {
    margin: 0;
    border: 0;
    border-radius: 0;
    background: none;
    color: inherit;
    font-family: inherit;
    font-size: max(16px, 1em);
    line-height: inherit;
  }

  .verified {
    display: flex;
    align-items: center;
    gap: calc(var(--_space) * 3);
    padding: calc(var(--_space) * 3) calc(var(--_space) * 4);
    border-radius: calc(var(--_radius) * 0.67);
    background: var(--_raised);
  }

  /* It takes the focus only to be read out; there is nothing to press. */
  .verified:focus-visible {
    outline: none;
  }

  .verified .icon {
    color: var(--_accent);
  }

  .verified bdi {
    display: block;
    inline-size: fit-content;
  }

  .verified .link {
    margin-inline-start: auto;
    font-size: var(--_small);
  }

  .placeholder {
    display: flex;
    flex-direction: column;
    gap: calc(var(--_space) * 3);
  }

  .placeholder .skeleton {
    block-size: 2.75em;
  }

  .placeholder .skeleton:first-of-type {
    block-size: 1em;
    inline-size: 8em;
  }
`;

const phone = css`
  .phone {
    display: flex;
    min-block-size: 2.75em;
    border: 1px solid var(--_control-border);
    border-radius: calc(var(--_radius) * 0.67);
    background: var(--_surface);
  }

  .phone:has(:focus-visible) {
    outline: 2px solid var(--_focus);
    outline-offset: 1px;
  }

  .phone:has([aria-invalid]) {
    border-color: var(--_danger);
  }

  .phone:has(:disabled) {
    opacity: 0.5;
  }

  @media (pointer: coarse) {
    .phone {
      min-block-size: max(2.75em, 44px);
    }
  }

  .phone :focus-visible {
    outline: none;
  }

  .country {
    position: relative;
    display: flex;
    flex: none;
    border-inline-end: 1px solid var(--_border);
  }

  .dial {
    display: flex;
    align-items: center;
    gap: var(--_space);
    padding-inline: calc(var(--_space) * 3) calc(var(--_space) * 2);
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }

  .dial .icon {
    block-size: 1em;
    inline-size: 1em;
    color: var(--_muted);
  }

  .country:has(:focus-visible) .dial {
    background: var(--_hover);
  }

  /* The real select lies over its picture: it opens natively, at no cost and with every aid. */
  select {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    opacity: 0;
    cursor: pointer;
  }

  option {
    background: var(--_surface);
    color: var(--_text);
  }

  .phone input {
    flex: 1;
    min-inline-size: 0;
    padding-inline: calc(var(--_space) * 3);
  }
`;

export const otpStyles = [layout, phone, codeStyles];
