import type { Backend } from '../backend.ts';
import type { Fields } from '../model.ts';
import { giphyPictures, pictureSize } from './pictures.ts';

const versions = [
  'original',
  'fixed_height',
  'fixed_height_still',
  'fixed_height_downsampled',
  'fixed_width',
  'fixed_width_still',
  'fixed_width_downsampled',
] as const;

const button = (text: string, style: 'default' | 'primary'): Fields => ({
  name: 'image_action',
  text,
  style,
  type: 'button',
  value: text.toLowerCase(),
});

/**
 * The attachment of a giphy command, with the buttons of its preview: always of a picture on this server.
 * @param turn which picture, round and round; each shuffle takes the next one
 */
export function giphyAttachment(backend: Backend, title: string, turn: number): Fields {
  const index = turn % giphyPictures.length;
  const picture = giphyPictures[index];
  if (!picture) return {};
  const bytes = new TextEncoder().encode(picture.svg);
  const file = { name: picture.name, type: 'image/svg+xml', bytes, ownerId: undefined };
  const url = backend.uploads.add(file, 'giphy');
  const version = {
    url,
    width: String(pictureSize.width),
    height: String(pictureSize.height),
    size: String(bytes.length),
    frames: '1',
  };
  return {
    type: 'giphy',
    title,
    title_link: url,
    thumb_url: url,
    giphy: Object.fromEntries(versions.map((name) => [name, version])),
    actions: [button('Send', 'primary'), button('Shuffle', 'default'), button('Cancel', 'default')],
  };
}

/** Which picture an attachment shows. */
export const turnOf = (attachment: Fields | undefined): number =>
  giphyPictures.findIndex(({ name }) => String(attachment?.['thumb_url']).endsWith(`/${name}`));
