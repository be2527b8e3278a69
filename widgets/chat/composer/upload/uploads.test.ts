import { describe, expect, it, vi } from 'vitest';
import { ChatError } from '../../connection.ts';
import type { Attachment } from '../../model.ts';
import { mostFiles, vendorLimits, type FileLimits } from './limits.ts';
import { Uploads } from './uploads.ts';

const room = 'messaging:room';

interface Waiting {
  file: File;
  signal: AbortSignal;
  progress: (done: number) => void;
  done: (url: string) => void;
  fail: (error: Error) => void;
}

function desk(limits: Partial<FileLimits> = {}) {
  const waiting: Waiting[] = [];
  const both = { ...vendorLimits, ...limits };
  const uploads = new Uploads({
    calls: () =>
      Promise.resolve({
        limits: () => Promise.resolve({ image: both, file: both }),
        upload: (_cid, file, _kind, { signal, progress }) =>
          new Promise((resolve, reject) =>
            waiting.push({
              file,
              signal,
              progress,
              done: (url) => resolve({ url, thumbnail: undefined }),
              fail: reject,
            }),
          ),
      }),
    readPicture: () => Promise.resolve(undefined),
  });
  const sent = (count: number) => vi.waitFor(() => expect(waiting).toHaveLength(count));
  return {
    uploads,
    waiting,
    sent,
    urls: () => uploads.attachments(room).map((one) => 'url' in one && one.url),
  };
}

const text = (name: string, content = 'x') => new File([content], name, { type: 'text/plain' });

describe('uploads', () => {
  it('keep the order in which files were added, whichever is done first', async () => {
    const { uploads, waiting, sent, urls } = desk();
    const added = uploads.add(room, [text('a.txt'), text('b.txt')]);
    await sent(2);
    waiting[0]?.progress(0.5);
    expect(uploads.of(room)[0]).toMatchObject({ name: 'a.txt', status: 'uploading', progress: 0.5 });
    waiting[1]?.done('b');
    waiting[0]?.done('a');
    await added;
    expect(urls()).toEqual(['a', 'b']);
  });

  it('fail with a way to try again, and stop when they are taken off', async () => {
    const { uploads, waiting, sent, urls } = desk();
    const added = uploads.add(room, [text('a.txt')]);
    await sent(1);
    waiting[0]?.fail(new ChatError('unreachable', 'No network'));
    await added;
    const [failed] = uploads.of(room);
    expect(failed?.status).toBe('failed');
    const again = uploads.retry(room, failed?.key ?? '');
    await sent(2);
    waiting[1]?.done('a');
    await again;
    expect(urls()).toEqual(['a']);
    void uploads.add(room, [text('b.txt')]);
    await sent(3);
    uploads.remove(room, uploads.of(room)[1]?.key ?? '');
    expect(waiting[2]?.signal.aborted).toBe(true);
    expect(uploads.of(room)).toHaveLength(1);
  });

  it('refuse before anything is sent, and say why', async () => {
    const { uploads, waiting } = desk({ largest: 3, blockedExtensions: ['exe'] });
    await uploads.add(room, [text('a.exe'), text('big.txt', 'long'), text('none.txt', '')]);
    expect(uploads.of(room).map(({ reason }) => reason)).toEqual(['kind', 'size', 'empty']);
    expect(uploads.of(room)[1]?.largest).toBe(3);
    expect(waiting).toEqual([]);
    expect(uploads.attachments(room)).toEqual([]);
  });

  it('take no more than a message holds', async () => {
    const { uploads, sent } = desk();
    void uploads.add(
      room,
      Array.from({ length: mostFiles + 2 }, (_, index) => text(`${index}.txt`)),
    );
    await sent(mostFiles);
    expect(uploads.of(room).filter(({ reason }) => reason === 'count')).toHaveLength(2);
  });

  it('do not mix channels, take up a kept draft once, and begin anew', () => {
    const { uploads } = desk();
    const kept: Attachment = { kind: 'file', url: '/a', name: 'a.txt', size: 1 };
    const heard: string[] = [];
    uploads.listen((cid) => heard.push(cid));
    uploads.agree(room, [kept]);
    uploads.agree(room, [{ ...kept }]);
    expect(uploads.attachments(room)).toEqual([kept]);
    expect(uploads.of('messaging:other')).toEqual([]);
    uploads.agree(room, []);
    expect(uploads.of(room)).toEqual([]);
    uploads.clear(room);
    expect(heard).toEqual([room, room, room]);
  });
});
