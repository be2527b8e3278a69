/** The pictures that `/giphy` finds: drawn here, moving, so that the command needs no network and no licence. */
export interface GiphyPicture {
  readonly name: string;
  readonly svg: string;
}

export const pictureSize = { width: 480, height: 360 } as const;

const picture = (name: string, background: string, shapes: string): GiphyPicture => ({
  name: `${name}.svg`,
  svg:
    `<svg xmlns="http://www.w3.org/2000/svg" width="${pictureSize.width}" height="${pictureSize.height}" viewBox="0 0 480 360">` +
    `<rect width="480" height="360" fill="${background}"/>${shapes}</svg>`,
});

const dot = (x: number, colour: string, seconds: number): string =>
  `<circle cx="${x}" cy="180" r="36" fill="${colour}"><animate attributeName="cy" values="120;240;120" dur="${seconds}s" repeatCount="indefinite"/></circle>`;

export const giphyPictures: readonly GiphyPicture[] = [
  picture(
    'bounce',
    '#f4ead8',
    dot(140, '#4d5b43', 1.2) + dot(240, '#b9836b', 1.5) + dot(340, '#c99e6b', 1.8),
  ),
  picture(
    'spin',
    '#e6edf2',
    '<g transform="translate(240 180)"><rect x="-70" y="-70" width="140" height="140" rx="24" fill="#37536b">' +
      '<animateTransform attributeName="transform" type="rotate" from="0" to="360" dur="3s" repeatCount="indefinite"/></rect></g>',
  ),
  picture(
    'pulse',
    '#f3e3e6',
    '<circle cx="240" cy="180" r="60" fill="#a8475c"><animate attributeName="r" values="50;90;50" dur="1.6s" repeatCount="indefinite"/></circle>',
  ),
];
