/** The system's notifications, as a page without any sees them. */
export class PretendNotification extends EventTarget {
  static permission = 'default';
  static shown: PretendNotification[] = [];
  static requestPermission(): Promise<string> {
    PretendNotification.permission = 'granted';
    return Promise.resolve('granted');
  }
  /** As if nobody had been asked. */
  static forget(): void {
    PretendNotification.permission = 'default';
    PretendNotification.shown = [];
  }
  readonly title: string;
  readonly body: string;
  onclick: (() => void) | undefined;
  constructor(title: string, { body }: { body: string }) {
    super();
    this.title = title;
    this.body = body;
    PretendNotification.shown.push(this);
  }
  close(): void {}
}

/** Puts something else in a global's place; what it gives back restores it. */
export function replace(target: object, name: string, value: unknown): () => void {
  const own = Object.getOwnPropertyDescriptor(target, name);
  Object.defineProperty(target, name, { configurable: true, writable: true, value });
  return () => {
    if (own) Object.defineProperty(target, name, own);
    else Reflect.deleteProperty(target, name);
  };
}

/** A loudspeaker, in a page that the visitor has used. @returns when its tones begin, and what ends it */
export function listenToTones(): { tones: number[]; ends: (() => void)[] } {
  const tones: number[] = [];
  class PretendAudio {
    currentTime = 0;
    destination = {};
    resume() {
      return Promise.resolve();
    }
  }
  class Tone {
    connect = () => ({ connect: () => undefined });
    stop = () => undefined;
    start = (at: number) => void tones.push(at);
  }
  class Volume {
    gain = {
      setValueAtTime: () => undefined,
      linearRampToValueAtTime: () => undefined,
      exponentialRampToValueAtTime: () => undefined,
    };
    connect = () => ({ connect: () => undefined });
  }
  return {
    tones,
    ends: [
      replace(globalThis, 'AudioContext', PretendAudio),
      replace(globalThis, 'OscillatorNode', Tone),
      replace(globalThis, 'GainNode', Volume),
      replace(navigator, 'userActivation', { hasBeenActive: true }),
    ],
  };
}
