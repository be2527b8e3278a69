/**
 * What lets a guest or a verified phone stay the same visitor over a reload: the refresh token, in the tab's session
 * storage. A site's own user is never kept: the site says again who it is. Nothing is stored before first use.
 */
export interface Memory {
  read(): string | undefined;
  write(refreshToken: string): void;
  clear(): void;
}

/** Keeps nothing: for sessions of a `<belfry-session>`, of which a page may have several. */
export const noMemory: Memory = { read: () => undefined, write: () => undefined, clear: () => undefined };

export function tabMemory(worker: string): Memory {
  const key = `belfry:${worker}`;
  // Storage may be switched off; then a reload makes a new guest.
  const attempt = <Result>(use: () => Result): Result | undefined => {
    try {
      return use();
    } catch {
      return undefined;
    }
  };
  return {
    read: () => attempt(() => sessionStorage.getItem(key)) ?? undefined,
    write: (refreshToken) => void attempt(() => sessionStorage.setItem(key, refreshToken)),
    clear: () => void attempt(() => sessionStorage.removeItem(key)),
  };
}
