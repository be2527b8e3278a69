import { css } from 'lit';

/** A checkbox drawn as a switch: track and knob, the knob on the line's end when on. */
export const switchStyles = css`
  input[role='switch'] {
    flex: none;
    appearance: none;
    block-size: 1.25em;
    inline-size: 2.25em;
    margin: 0;
    padding: 0;
    border: 0;
    border-radius: 0.625em;
    background: var(--_control-border);
    font-size: 1em;
    cursor: pointer;
    transition: background-color var(--_fast) ease-out;
  }

  input[role='switch']::before {
    display: block;
    block-size: 1em;
    inline-size: 1em;
    margin: 0.125em;
    border-radius: 50%;
    background: var(--_surface);
    content: '';
    transition: transform var(--_fast) ease-out;
  }

  input[role='switch']:checked {
    background: var(--_accent);
  }

  input[role='switch']:checked::before {
    background: var(--_on-accent);
    transform: translateX(1em);
  }

  input[role='switch']:dir(rtl):checked::before {
    transform: translateX(-1em);
  }

  input[role='switch']:disabled {
    cursor: not-allowed;
    opacity: 0.5;
  }

  @media (forced-colors: active) {
    input[role='switch'] {
      forced-color-adjust: none;
      border: 1px solid ButtonText;
      background: Canvas;
    }

    input[role='switch']::before {
      margin: calc(0.125em - 1px);
      background: ButtonText;
    }

    input[role='switch']:checked {
      border-color: Highlight;
      background: Highlight;
    }

    input[role='switch']:checked::before {
      background: HighlightText;
    }

    input[role='switch']:disabled {
      border-color: GrayText;
    }
  }
`;
