/** Styles of pages that were not written with elements of others in mind. None may change how one of ours looks. */
export const hostileSheets: Readonly<Record<string, string>> = {
  'a root of 62.5 %': 'html { font-size: 62.5% }',
  'a root of 24 px': 'html { font-size: 24px; line-height: 2.2 }',
  'Meyer’s reset': `
    html, body, div, span, h1, h2, h3, p, a, ul, ol, li, form, label, table, tr, th, td, section, button, input
      { margin: 0; padding: 0; border: 0; font-size: 100%; font: inherit; vertical-align: baseline }
    body { line-height: 1 }
    ol, ul { list-style: none }
    table { border-collapse: collapse; border-spacing: 0 }`,
  'a reset of everything': `
    *, *::before, *::after { margin: 0; padding: 0; border: 0; outline: 0; box-sizing: content-box; font: inherit;
      background: transparent; text-decoration: none; list-style: none; vertical-align: baseline }`,
  'a taste for everything': `
    * { color: red; font-size: 22px; font-style: italic; font-variant: small-caps; font-weight: 900; line-height: 1;
      letter-spacing: 3px; word-spacing: 1em; text-align: center; text-indent: 2em; text-transform: uppercase;
      text-shadow: 1px 1px red; white-space: nowrap; word-break: break-all; hyphens: auto; cursor: crosshair }
    button, input, textarea, select, table, h2, p { background: yellow !important; padding: 3em !important }`,
  // The rules of Bootstrap 5.3's reboot (MIT) that reach beyond single tags, and those of forms.
  'Bootstrap’s reboot': `
    *, *::before, *::after { box-sizing: border-box }
    body { margin: 0; font-family: sans-serif; font-size: 1rem; font-weight: 400; line-height: 1.5; color: #212529;
      background-color: #fff; -webkit-text-size-adjust: 100%; -webkit-tap-highlight-color: transparent }
    h1, h2, h3 { margin-top: 0; margin-bottom: .5rem; font-weight: 500; line-height: 1.2 }
    p { margin-top: 0; margin-bottom: 1rem }
    ol, ul { padding-left: 2rem; margin-top: 0; margin-bottom: 1rem }
    a { color: #0d6efd; text-decoration: underline }
    img, svg { vertical-align: middle }
    table { caption-side: bottom; border-collapse: collapse }
    tbody, td, tfoot, th, thead, tr { border-color: inherit; border-style: solid; border-width: 0 }
    label { display: inline-block }
    button { border-radius: 0 }
    input, button, select, textarea { margin: 0; font-family: inherit; font-size: inherit; line-height: inherit }
    [hidden] { display: none !important }`,
  // Tailwind 4's preflight (MIT).
  'Tailwind’s preflight': `
    *, ::after, ::before, ::backdrop, ::file-selector-button
      { box-sizing: border-box; margin: 0; padding: 0; border: 0 solid }
    html, :host { line-height: 1.5; -webkit-text-size-adjust: 100%; tab-size: 4; font-family: ui-sans-serif, sans-serif }
    hr { height: 0; color: inherit; border-top-width: 1px }
    h1, h2, h3 { font-size: inherit; font-weight: inherit }
    a { color: inherit; text-decoration: inherit }
    ol, ul, menu { list-style: none }
    img, svg, video, canvas, audio, iframe, embed, object { display: block; vertical-align: middle }
    img, video { max-width: 100%; height: auto }
    button, input, select, optgroup, textarea, ::file-selector-button
      { font: inherit; letter-spacing: inherit; color: inherit; border-radius: 0; background-color: transparent; opacity: 1 }
    [hidden]:where(:not([hidden='until-found'])) { display: none !important }`,
};

/** What an ancestor may be that holds its children back; a panel in the top layer is beyond it. */
export const hostileAncestors: Readonly<Record<string, string>> = {
  'is transformed': 'transform: translate(3px, 2px) scale(1)',
  'clips what is beyond it': 'overflow: hidden; block-size: 60px',
  'clips by a path': 'clip-path: inset(0)',
  'contains its paint and layout': 'contain: layout paint',
  'is filtered': 'filter: brightness(1)',
  'promises to be transformed': 'will-change: transform',
  'lies below the page': 'position: relative; z-index: -1',
  'is a container': 'container-type: inline-size',
  scrolls: 'overflow: auto; block-size: 80px',
};

const looks = [
  'color',
  'background-color',
  'border-top-width',
  'border-top-color',
  'border-start-start-radius',
  'box-sizing',
  'cursor',
  'font-family',
  'font-size',
  'font-style',
  'font-variant-caps',
  'font-weight',
  'letter-spacing',
  'line-height',
  'margin-top',
  'padding-left',
  'text-align',
  'text-indent',
  'text-shadow',
  'text-transform',
  'white-space',
  'word-break',
  'word-spacing',
];

/** How everything in an element's shadow roots looks and how large it is, a line for each. */
export function lookOf(host: Element): string[] {
  const lines: string[] = [];
  const visit = (root: ParentNode, path: string) => {
    for (const element of root.querySelectorAll('*')) {
      if (element.matches('slot, option, path, circle, line, polyline, rect')) continue;
      const { width, height } = element.getBoundingClientRect();
      const style = getComputedStyle(element);
      const name = `${path} ${element.localName}.${element.classList.value}`;
      const look = looks.map((property) => `${property}: ${style.getPropertyValue(property)}`).join('; ');
      lines.push(`${name} ${width.toFixed(1)} × ${height.toFixed(1)}; ${look}`);
      if (element.shadowRoot) visit(element.shadowRoot, name);
    }
  };
  if (host.shadowRoot) visit(host.shadowRoot, host.localName);
  return lines;
}
