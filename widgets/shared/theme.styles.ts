import { css } from 'lit';

/**
 * What every element starts from. The 14 public tokens are read here, with their fallbacks, and nowhere else; below
 * this sheet only the private `--_…` are used. Nothing here declares a public token, so a site sets them on any
 * ancestor, and dark follows the inherited `color-scheme`.
 *
 * @cssproperty [--belfry-accent] - main action, own bubbles, badge, focus
 * @cssproperty [--belfry-on-accent] - text on the accent
 * @cssproperty [--belfry-surface] - background
 * @cssproperty [--belfry-raised] - background of what lies on the surface
 * @cssproperty [--belfry-text] - text
 * @cssproperty [--belfry-muted] - secondary text
 * @cssproperty [--belfry-border] - hairlines
 * @cssproperty [--belfry-danger] - errors and what destroys
 * @cssproperty [--belfry-radius=0.75em] - corner of panels; smaller ones derive from it
 * @cssproperty [--belfry-space=0.25em] - the unit of the grid
 * @cssproperty [--belfry-font-family=inherit] - the page's own where it is not set
 * @cssproperty [--belfry-font-size=15px] - everything grows with it
 * @cssproperty [--belfry-shadow] - the one soft shadow of floating panels
 * @cssproperty [--belfry-focus] - colour of the focus ring
 */
export const themeStyles = css`
  :host {
    --_accent: var(--belfry-accent, light-dark(#2b5cd9, #93b0ff));
    --_on-accent: var(--belfry-on-accent, light-dark(#fff, #0c1530));
    --_surface: var(--belfry-surface, light-dark(#fff, #18191d));
    --_text: var(--belfry-text, light-dark(#1b1c20, #ececf0));
    --_raised: var(--belfry-raised, color-mix(in srgb, var(--_text) 5%, var(--_surface)));
    --_hover: color-mix(in srgb, var(--_text) 8%, transparent);
    --_muted: var(--belfry-muted, color-mix(in srgb, var(--_text) 68%, var(--_surface)));
    --_border: var(--belfry-border, color-mix(in srgb, var(--_text) 13%, transparent));
    --_control-border: color-mix(in srgb, var(--_text) 55%, var(--_surface));
    --_danger: var(--belfry-danger, light-dark(#b42318, #ff9b8f));
    --_radius: var(--belfry-radius, 0.75em);
    --_space: var(--belfry-space, 0.25em);
    --_shadow: var(
      --belfry-shadow,
      0 1px 2px light-dark(rgb(16 18 27 / 6%), rgb(0 0 0 / 40%)),
      0 12px 32px light-dark(rgb(16 18 27 / 14%), rgb(0 0 0 / 55%))
    );
    --_focus: var(--belfry-focus, var(--_accent));
    --_small: 0.8125em;
    --_strong: 600;
    --_fast: 140ms;

    /* Important, for what a page says of all elements counts more on a host than this sheet, and the rest inherits it. */
    box-sizing: border-box !important;
    color: var(--_text) !important;
    font-family: var(--belfry-font-family, inherit) !important;
    font-size: var(--belfry-font-size, 15px) !important;
    font-variant: normal !important;
    font-weight: 400 !important;
    line-height: 1.45 !important;
    /* Inherited ways of the page that would reach into the element. */
    cursor: default !important;
    font-style: normal !important;
    hyphens: manual !important;
    letter-spacing: normal !important;
    text-align: start !important;
    text-indent: 0 !important;
    text-shadow: none !important;
    text-transform: none !important;
    white-space: normal !important;
    word-break: normal !important;
    word-spacing: normal !important;
    -webkit-text-size-adjust: 100%;
  }

  :host([theme='light']) {
    color-scheme: light;
  }

  :host([theme='dark']) {
    color-scheme: dark;
  }

  /* Paper is light, and what floats would lie over what is read, on every sheet. */
  @media print {
    :host {
      color-scheme: light !important;
    }

    [popover] {
      display: none !important;
    }
  }

  :host([hidden]),
  [hidden] {
    display: none !important;
  }

  *,
  *::before,
  *::after {
    box-sizing: inherit;
  }

  /* Without weight: what draws its own focus says so plainly. */
  :where(:focus-visible) {
    outline: 2px solid var(--_focus);
    outline-offset: 2px;
  }

  .icon {
    display: block;
    flex: none;
    block-size: 1.25em;
    inline-size: 1.25em;
    fill: none;
    stroke: currentColor;
    stroke-linecap: round;
    stroke-linejoin: round;
    stroke-width: 1.75;
  }

  .visually-hidden {
    position: absolute;
    block-size: 1px;
    inline-size: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      animation-duration: 0s !important;
      animation-iteration-count: 1 !important;
      transition-duration: 0s !important;
      scroll-behavior: auto !important;
    }
  }
`;
