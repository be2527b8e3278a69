import { extname } from 'node:path';
import type { Call, Serve } from '../call.ts';
import { configOf } from '../channel-types.ts';
import { requireCapability, requirePermission } from '../permissions.ts';
import { StreamError, featureOff, inputError, notFound } from '../errors.ts';
import { uploadLimits } from '../uploads.ts';

const kinds = [
  { path: 'file', name: 'File' },
  { path: 'image', name: 'Image' },
] as const;

export function uploadRoutes(serve: Serve): void {
  for (const { path, name } of kinds) {
    serve('POST', `/channels/:type/:id/${path}`, `Upload${name}`, async (call) => {
      const file = await receive(call);
      checkKind(file, path);
      const { uploads } = call.backend;
      const ownerId = call.identity.server ? undefined : call.identity.userId;
      const bytes = new Uint8Array(await file.arrayBuffer());
      const address = uploads.add({ name: file.name, type: file.type, bytes, ownerId });
      return { file: address, thumb_url: path === 'image' ? address : '' };
    });

    serve('DELETE', `/channels/:type/:id/${path}`, `Delete${name}`, (call) => {
      const { uploads } = call.backend;
      const address = call.query('url') ?? '';
      const file = uploads.at(address);
      if (!file) throw notFound(`file ${address} does not exist`);
      const channel = call.channel();
      const actor = call.viewer();
      requirePermission(actor, channel, 'delete-attachment', file.ownerId);
      uploads.delete(address);
      return {};
    });
  }

  serve('GET', '/app', 'GetApp', () => {
    const common = { allowed_file_extensions: [], blocked_mime_types: [], size_limit: uploadLimits.size };
    return {
      app: {
        name: 'Belfry sandbox',
        file_upload_config: {
          ...common,
          blocked_file_extensions: uploadLimits.blockedExtensions,
          allowed_mime_types: [],
        },
        image_upload_config: {
          ...common,
          blocked_file_extensions: [],
          allowed_mime_types: uploadLimits.imageTypes,
        },
      },
    };
  });
}

/** The multipart field `file`. @throws StreamError 4 (no file), 17, 19, 22 (too big) */
async function receive(call: Call): Promise<File> {
  const channel = call.channel();
  requireCapability(call.viewer(), channel, 'upload-file');
  if (!configOf(channel).uploads) throw featureOff('uploads', channel.type);
  // The announced length first: what is far too big is not read at all.
  const announced = Number(call.request.headers.get('content-length') ?? 0);
  if (announced > uploadLimits.size + 64 * 1024) throw tooBig();
  const form = await call.request.formData().catch(() => undefined);
  const file = form?.get('file');
  if (!(file instanceof File)) throw inputError('a multipart field "file" with a file is required');
  if (file.size > uploadLimits.size) throw tooBig();
  return unsaidTypes.has(file.type) ? new File([file], file.name, { type: typeByName(file.name) }) : file;
}

/** What clients write who do not know a file's type; the name tells it then. */
const unsaidTypes = new Set(['', 'application/octet-stream', 'multipart/form-data']);

function checkKind(file: File, kind: 'file' | 'image'): void {
  const types: readonly string[] = uploadLimits.imageTypes;
  const blocked: readonly string[] = uploadLimits.blockedExtensions;
  if (kind === 'image' && !types.includes(file.type)) {
    throw inputError(`image uploads of type ${file.type || 'unknown'} are not allowed`);
  }
  if (kind === 'file' && blocked.includes(extname(file.name).toLowerCase())) {
    throw inputError(`file uploads with extension ${extname(file.name)} are not allowed`);
  }
}

function typeByName(name: string): string {
  const extension = extname(name).slice(1).toLowerCase();
  const image = extension === 'svg' ? 'image/svg+xml' : `image/${extension === 'jpg' ? 'jpeg' : extension}`;
  const types: readonly string[] = uploadLimits.imageTypes;
  return types.includes(image) ? image : 'application/octet-stream';
}

const tooBig = (): StreamError =>
  new StreamError(22, 413, `file is too big: ${uploadLimits.size} bytes at most`);
