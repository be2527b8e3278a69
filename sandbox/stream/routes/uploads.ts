import { extname } from 'node:path';
import { largestFile } from '../access/app-settings.ts';
import type { UploadLimits } from '../access/app-settings.ts';
import type { Call, Serve } from '../call.ts';
import { StreamError, inputError, notFound } from '../errors.ts';
import { requireAppPermission, requireCapability, requirePermission } from '../access/permissions.ts';

const kinds = [
  { path: 'file', name: 'File' },
  { path: 'image', name: 'Image' },
] as const;
type Kind = (typeof kinds)[number]['path'];

export function uploadRoutes(serve: Serve): void {
  for (const { path, name } of kinds) {
    serve('POST', `/channels/:type/:id/${path}`, `Upload${name}`, (call) => {
      requireCapability(call.viewer(), call.channel(), 'upload-file');
      return store(call, path);
    });
    // Of no channel: files of the app itself.
    serve('POST', `/uploads/${path}`, `Upload${name}`, (call) => {
      requireAppPermission(call.viewer(), 'upload-attachment');
      return store(call, path);
    });

    serve('DELETE', `/channels/:type/:id/${path}`, `Delete${name}`, (call) => {
      const address = call.query('url') ?? '';
      const { ownerId } = fileAt(call, address);
      requirePermission(call.viewer(), call.channel(), 'delete-attachment', ownerId);
      call.backend.uploads.delete(address);
      return {};
    });
    serve('DELETE', `/uploads/${path}`, `Delete${name}`, (call) => {
      const address = call.query('url') ?? '';
      const actor = call.viewer();
      if (fileAt(call, address).ownerId !== actor.user.id) requireAppPermission(actor, 'delete-attachment');
      call.backend.uploads.delete(address);
      return {};
    });
  }
}

async function store(call: Call, kind: Kind) {
  const { state, uploads } = call.backend;
  const limits = state.appSettings[kind === 'image' ? 'image_upload_config' : 'file_upload_config'];
  const file = await receive(call, limits.size_limit || largestFile);
  checkKind(file, kind, limits);
  const ownerId = call.identity.server ? undefined : call.identity.userId;
  const bytes = new Uint8Array(await file.arrayBuffer());
  const address = uploads.add({ name: file.name, type: file.type, bytes, ownerId });
  return { file: address, thumb_url: kind === 'image' ? address : '' };
}

function fileAt(call: Call, address: string) {
  const file = call.backend.uploads.at(address);
  if (!file) throw notFound(`file ${address} does not exist`);
  return file;
}

/** The multipart field `file`. @throws StreamError 4 (no file), 22 (too big) */
async function receive(call: Call, largest: number): Promise<File> {
  // The announced length first: what is far too big is not read at all.
  const announced = Number(call.request.headers.get('content-length') ?? 0);
  if (announced > largest + 64 * 1024) throw tooBig(largest);
  const form = await call.request.formData().catch(() => undefined);
  const file = form?.get('file');
  if (!(file instanceof File)) throw inputError('a multipart field "file" with a file is required');
  if (file.size > largest) throw tooBig(largest);
  return unsaidTypes.has(file.type) ? new File([file], file.name, { type: typeByName(file.name) }) : file;
}

/** What clients write who do not know a file's type; the name tells it then. */
const unsaidTypes = new Set(['', 'application/octet-stream', 'multipart/form-data']);

/** @throws StreamError 4 for what the app's lists do not let in */
function checkKind(file: File, kind: Kind, limits: UploadLimits): void {
  const extension = extname(file.name).slice(1).toLowerCase();
  // `.png`, `png` and `PNG` are the same in a list.
  const listed = (list: readonly string[]): boolean =>
    list.some((each) => each.replace(/^\./, '').toLowerCase() === extension);
  const isOut = (allowed: readonly string[], isIn: boolean): boolean => allowed.length > 0 && !isIn;
  const type = file.type.toLowerCase();
  if (
    isOut(limits.allowed_file_extensions, listed(limits.allowed_file_extensions)) ||
    listed(limits.blocked_file_extensions)
  ) {
    throw inputError(`${kind} uploads with extension .${extension} are not allowed`);
  }
  if (
    isOut(limits.allowed_mime_types, limits.allowed_mime_types.includes(type)) ||
    limits.blocked_mime_types.includes(type)
  ) {
    throw inputError(`${kind} uploads of type ${type || 'unknown'} are not allowed`);
  }
}

const imageTypes: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  avif: 'image/avif',
  svg: 'image/svg+xml',
  bmp: 'image/bmp',
};

const typeByName = (name: string): string =>
  imageTypes[extname(name).slice(1).toLowerCase()] ?? 'application/octet-stream';

const tooBig = (largest: number): StreamError =>
  new StreamError(22, 413, `file is too big: ${largest} bytes at most`);
