import { css } from 'lit';

/** A menu, and the box in the top layer that it opens in: `.sheet[popover]` at its `.anchor`. */
export const menuStyles = css`
  .anchor {
    anchor-name: --belfry-menu;
  }

  .sheet[popover] {
    position: fixed;
    position-anchor: --belfry-menu;
    position-area: block-end span-inline-start;
    position-try-fallbacks:
      flip-block,
      flip-inline,
      flip-block flip-inline;
    inset: auto;
    max-block-size: min(26em, 90dvb);
    max-inline-size: min(24em, 94dvi);
    margin: var(--_space) 0;
    padding: var(--_space);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_text);
    box-shadow: var(--_shadow);
    overflow: hidden auto;
    overscroll-behavior: contain;
  }

  .sheet:popover-open {
    animation: belfry-sheet var(--_fast) ease-out;
  }

  @keyframes belfry-sheet {
    from {
      opacity: 0;
      translate: 0 -0.2em;
    }
  }

  .menu {
    display: grid;
    min-inline-size: 12em;
  }

  .menu-item {
    justify-content: start;
    gap: calc(var(--_space) * 3);
    padding-inline: calc(var(--_space) * 2.5) calc(var(--_space) * 4);
    text-align: start;
  }

  .menu-item .icon {
    color: var(--_muted);
  }

  .menu-item:focus-visible {
    background: var(--_hover);
    outline-offset: -2px;
  }

  .menu-item.danger,
  .menu-item.danger .icon {
    color: var(--_danger);
  }

  /* Where fingers press, from the lower edge of the window. */
  @media (width < 480px) and (pointer: coarse) {
    .sheet[popover] {
      position-area: none;
      inset: auto 0 0;
      inline-size: 100dvi;
      max-inline-size: none;
      margin: 0;
      padding: calc(var(--_space) * 2);
      padding-block-end: max(calc(var(--_space) * 3), env(safe-area-inset-bottom));
      border-inline: 0;
      border-block-end: 0;
      border-end-start-radius: 0;
      border-end-end-radius: 0;
    }
  }
`;
