import { request } from 'node:http';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { signToken, startServer } from '../testing/server.ts';

test('the seeded picture is served so that any page may show it and none run it', async () => {
  const server = await startServer();
  const channel = (await server.connect('ann')).channel('messaging', 'general');
  const { messages } = await channel.watch();
  const photo = messages
    .flatMap(({ attachments = [] }) => attachments)
    .find(({ original_width }) => original_width);
  expect(photo).toMatchObject({ type: 'image', original_width: 1200, original_height: 900 });
  const answer = await fetch(photo?.image_url as string);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('image/svg+xml');
  expect(answer.headers.get('access-control-allow-origin')).toBe('*');
  expect(answer.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  expect(answer.headers.get('content-security-policy')).toMatch(/default-src 'none'.*sandbox/);
  expect(await answer.text()).toContain('</svg>');
});

test('a file goes up, comes down as it was, and is deleted by its owner alone', async () => {
  const server = await startServer();
  const [ann, ben] = await server.connectAll('ann', 'ben');
  const channel = ann.channel('messaging', 'general');
  const { file } = await channel.sendFile(Buffer.from('<script>1</script>'), 'notes ü.txt', 'text/plain');
  const answer = await fetch(file);
  expect(await answer.text()).toBe('<script>1</script>');
  expect(answer.headers.get('content-type')).toMatch(/^text\/plain/);
  await expect(ben.channel('messaging', 'general').deleteFile(file)).rejects.toMatchObject({ code: 17 });
  await channel.deleteFile(file);
  expect((await fetch(file)).status).toBe(404);
  await expect(channel.deleteFile(file)).rejects.toMatchObject({ code: 16 });
});

test('an image is known by its type or its name, goes as it came, and what is none is refused', async () => {
  const server = await startServer();
  const channel = (await server.connect('ann')).channel('messaging', 'general');
  const { file } = await channel.sendImage(Readable.from([Buffer.from('png')]), 'a.png');
  expect((await fetch(file)).headers.get('content-type')).toBe('image/png');
  const ben = (await server.connect('ben')).channel('messaging', 'general');
  await expect(ben.deleteImage(file)).rejects.toMatchObject({ code: 17, status: 403 });
  await channel.deleteImage(file);
  expect((await fetch(file)).status).toBe(404);
  await expect(channel.deleteImage(file)).rejects.toMatchObject({ code: 16, status: 404 });
  await expect(
    channel.sendImage(Readable.from([Buffer.from('text')]), 'a.txt', 'text/plain'),
  ).rejects.toMatchObject({
    code: 4,
    status: 400,
  });
  await expect(channel.sendFile(Buffer.from('x'), 'run.EXE', 'text/plain')).rejects.toMatchObject({
    code: 4,
  });
});

test('a type that could run is served as a mere download', async () => {
  const server = await startServer();
  const channel = (await server.connect('ann')).channel('messaging', 'general');
  const { file } = await channel.sendFile(Buffer.from('<p>'), 'page.xhtml', 'application/xhtml+xml');
  const answer = await fetch(file);
  expect(answer.headers.get('content-type')).toBe('application/octet-stream');
  expect(answer.headers.get('content-disposition')).toMatch(/^attachment/);
});

test('what is announced as too big is not read', async () => {
  const server = await startServer();
  const settings = await (await server.connect('ann')).getAppSettings();
  const limit = settings.app?.file_upload_config?.size_limit as number;
  const status = await new Promise((resolve, reject) => {
    const upload = request(`${server.origin}/channels/messaging/general/file?api_key=sandbox-key`, {
      method: 'POST',
      headers: {
        authorization: signToken({ user_id: 'ann' }),
        'stream-auth-type': 'jwt',
        'content-type': 'multipart/form-data; boundary=x',
        'content-length': limit * 2,
      },
    });
    upload.on('response', (response) => {
      resolve(response.statusCode);
      upload.destroy();
    });
    upload.on('error', reject);
    upload.flushHeaders();
  });
  expect(status).toBe(413);
});

test('uploads without a file, or by strangers, are refused', async () => {
  const server = await startServer();
  expect(await server.call('POST', '/channels/messaging/general/file', { body: {} })).toMatchObject({
    status: 400,
    body: { code: 4 },
  });
  const token = signToken({ user_id: 'cleo' });
  expect(await server.call('POST', '/channels/messaging/ann-ben/image', { token, body: {} })).toMatchObject({
    status: 403,
    body: { code: 17 },
  });
});

test('a part of a file is served to who asks for it', async () => {
  const server = await startServer();
  const channel = (await server.connect('ann')).channel('messaging', 'general');
  const { file } = await channel.sendFile(Buffer.from('0123456789'), 'tones.mp3', 'audio/mpeg');
  const part = async (range: string) => {
    const answer = await fetch(file, { headers: { range } });
    return [answer.status, answer.headers.get('content-range'), await answer.text()];
  };
  expect((await fetch(file)).headers.get('accept-ranges')).toBe('bytes');
  expect(await part('bytes=2-4')).toEqual([206, 'bytes 2-4/10', '234']);
  expect(await part('bytes=7-')).toEqual([206, 'bytes 7-9/10', '789']);
  expect(await part('bytes=-3')).toEqual([206, 'bytes 7-9/10', '789']);
  expect(await part('bytes=5-99')).toEqual([206, 'bytes 5-9/10', '56789']);
  expect(await part('bytes=10-')).toEqual([416, 'bytes */10', '']);
  expect(await part('lines=1-2')).toEqual([200, null, '0123456789']);
});

test.each([
  ['file', { allowed_file_extensions: ['txt'] }, 'a.txt', 'a.pdf'],
  ['file', { allowed_mime_types: ['text/plain'] }, 'a.txt', 'a.pdf'],
  ['file', { blocked_mime_types: ['application/pdf'] }, 'a.txt', 'a.pdf'],
  ['image', { blocked_file_extensions: ['.PNG'] }, 'a.gif', 'a.png'],
] as const)('the app’s lists hold for each %s: %o', async (kind, limits, good, bad) => {
  const server = await startServer();
  const types = { txt: 'text/plain', pdf: 'application/pdf', gif: 'image/gif', png: 'image/png' } as const;
  await server.backend().updateAppSettings({ [`${kind}_upload_config`]: limits });
  const ann = await server.connect('ann');
  const channel = ann.channel('messaging', 'general');
  const send = (name: string) => {
    const type = types[name.slice(2) as keyof typeof types];
    const bytes = Readable.from([Buffer.from('x')]);
    return kind === 'file' ? channel.sendFile(bytes, name, type) : channel.sendImage(bytes, name, type);
  };
  expect((await send(good)).file).toContain(`/${good}`);
  await expect(send(bad)).rejects.toMatchObject({ code: 4, status: 400 });
  // The lists of the other kind are others.
  const settings = await ann.getAppSettings();
  expect(settings.app?.[`${kind}_upload_config`]).toMatchObject(limits);
});

test('a size limit of the app holds, and only a backend changes it', async () => {
  const server = await startServer();
  await server.backend().updateAppSettings({ file_upload_config: { size_limit: 4 } });
  const channel = (await server.connect('ann')).channel('messaging', 'general');
  await channel.sendFile(Buffer.from('1234'), 'a.txt', 'text/plain');
  await expect(channel.sendFile(Buffer.from('12345'), 'a.txt', 'text/plain')).rejects.toMatchObject({
    code: 22,
    status: 413,
  });
  const body = { file_upload_config: { size_limit: 0 } };
  expect(await server.call('PATCH', '/app', { body })).toMatchObject({ status: 403, body: { code: 17 } });
  const unknown = { token: signToken({ server: true }), body: { webhook_url: 'http://localhost' } };
  expect(await server.call('PATCH', '/app', unknown)).toMatchObject({ status: 400, body: { code: 4 } });
});

test('files of the app belong to no channel', async () => {
  const server = await startServer();
  const { file } = await server.backend().uploadFile(Buffer.from('terms'), 'terms.txt', 'text/plain');
  expect(await (await fetch(file)).text()).toBe('terms');
  await server.backend().deleteFile(file);
  expect((await fetch(file)).status).toBe(404);
  const image = await server.backend().uploadImage(Readable.from([Buffer.from('x')]), 'a.png', 'image/png');
  await server.backend().deleteImage(image.file);
  expect((await fetch(image.file)).status).toBe(404);
});
