import { expect } from '@open-wc/testing';
import { keepAboveKeyboard } from './keyboard-room.ts';

/** A viewport as a phone's browser has it, whose keyboard takes some of its height. */
class Viewport extends EventTarget {
  scale = 1;
  offsetTop = 0;
  height = innerHeight;

  change(patch: Partial<Pick<Viewport, 'height' | 'offsetTop' | 'scale'>>): void {
    Object.assign(this, patch);
    this.dispatchEvent(new Event('resize'));
  }
}

describe('the room above the on-screen keyboard', () => {
  const view = new Viewport();
  const own = Object.getOwnPropertyDescriptor(globalThis, 'visualViewport');
  let owner: HTMLElement;
  let inner: HTMLElement;
  const room = () => ['--_room', '--_room-start'].map((name) => owner.style.getPropertyValue(name)).join(' ');

  beforeEach(() => {
    Object.defineProperty(globalThis, 'visualViewport', { configurable: true, value: view });
    view.change({ height: innerHeight, offsetTop: 0, scale: 1 });
    owner = document.createElement('belfry-some-chat');
    inner = document.createElement('span');
    const between = document.createElement('div');
    owner.attachShadow({ mode: 'open' }).append(between);
    between.attachShadow({ mode: 'open' }).append(inner);
    document.body.append(owner);
  });

  afterEach(() => {
    owner.remove();
    Reflect.deleteProperty(globalThis, 'visualViewport');
    if (own) Object.defineProperty(globalThis, 'visualViewport', own);
  });

  it('is what the keyboard leaves, and all again when it goes', () => {
    const end = keepAboveKeyboard(inner, 'belfry-some-chat');
    expect(room()).to.equal(' ');
    view.change({ height: innerHeight - 260, offsetTop: 40 });
    expect(room()).to.equal(`${innerHeight - 260}px 40px`);
    view.change({ height: innerHeight, offsetTop: 0 });
    expect(room()).to.equal(' ');
    view.change({ height: innerHeight - 260 });
    end();
    expect(room()).to.equal(' ');
    view.change({ height: innerHeight - 300 });
    expect(room()).to.equal(' ');
  });

  it('is there from the start where the keyboard has come before, and not for who has zoomed in', () => {
    view.change({ height: innerHeight - 260 });
    const end = keepAboveKeyboard(inner, 'belfry-some-chat');
    expect(room()).to.equal(`${innerHeight - 260}px 0px`);
    view.change({ height: innerHeight / 2, scale: 2 });
    expect(room()).to.equal(' ');
    end();
  });

  it('is nobody’s where no such element is around', () => {
    const end = keepAboveKeyboard(inner, 'belfry-other');
    view.change({ height: innerHeight - 260 });
    expect(room()).to.equal(' ');
    end();
  });
});
