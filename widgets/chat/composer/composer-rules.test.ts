import { describe, expect, it } from 'vitest';
import { someMessage } from '../testing/pretend-connection.ts';
import { firstLink } from './link-preview.ts';
import { mentionedIn } from './mentions.ts';
import { secondsToWait } from './slow-mode.ts';
import { refusalOf, vendorLimits } from './upload/limits.ts';

const user = (id: string, name = id) => ({ id, name, image: undefined, online: false });
const [ann, archer, ben] = [user('1', 'Ann'), user('2', 'Ann Archer'), user('3', 'Ben')];

describe('mentionedIn', () => {
  const ids = (text: string, picked = [ann, archer, ben]) => mentionedIn(text, picked).map(({ id }) => id);

  it('keeps who is still named, wherever the text has moved them', () => {
    expect(ids('@Ben and @Ann Archer')).toEqual(['2', '3']);
    expect(ids('and then @Ben')).toEqual(['3']);
    expect(ids('Ben')).toEqual([]);
  });

  it('does not take a longer name for a shorter one, nor a name that goes on', () => {
    expect(ids('@Ann Archer')).toEqual(['2']);
    expect(ids('@Ann')).toEqual(['1']);
    expect(ids('@Benno', [ben])).toEqual([]);
    expect(ids('@Ben, @Ben!', [ben])).toEqual(['3']);
  });

  it('counts two people of one name as often as they are named', () => {
    const twins = [user('7', 'Kim'), user('8', 'Kim')];
    expect(ids('@Kim', twins)).toEqual(['7']);
    expect(ids('@Kim and @Kim', twins)).toEqual(['7', '8']);
  });
});

describe('secondsToWait', () => {
  const mine = [
    someMessage({ user: ann, createdAt: 100_000 }),
    someMessage({ user: ben, createdAt: 109_000 }),
  ];
  const slow = { cooldown: 10, may: {} };

  it('counts from the visitor’s own last message', () => {
    expect(secondsToWait(slow, mine, ann.id, 100_000)).toBe(10);
    expect(secondsToWait(slow, mine, ann.id, 103_500)).toBe(7);
    expect(secondsToWait(slow, mine, ann.id, 110_000)).toBe(0);
    expect(secondsToWait(slow, mine, 'nobody', 103_000)).toBe(0);
  });

  it('asks nobody to wait who need not, and never longer than it takes', () => {
    expect(secondsToWait({ cooldown: 10, may: { skipSlowMode: true } }, mine, ann.id, 101_000)).toBe(0);
    expect(secondsToWait({ cooldown: 0, may: {} }, mine, ann.id, 101_000)).toBe(0);
    expect(secondsToWait(slow, mine, ann.id, 0)).toBe(10);
  });
});

describe('refusalOf', () => {
  const file = (name: string, type = '', size = 5) => ({ name, type, size });

  it('goes by ending, type and size, however they are written', () => {
    const blocked = { ...vendorLimits, blockedExtensions: ['.EXE'], blockedTypes: ['text/html'] };
    expect(refusalOf(file('a.exe'), blocked)).toBe('kind');
    expect(refusalOf(file('a.txt', 'text/HTML'), blocked)).toBe('kind');
    expect(refusalOf(file('a.txt', 'text/plain'), blocked)).toBeUndefined();
    expect(refusalOf(file('a.txt', '', 6), { ...vendorLimits, largest: 5 })).toBe('size');
    expect(refusalOf(file('a.txt', '', 0), vendorLimits)).toBe('empty');
  });

  it('lets in what is allowed, and a type that nobody knows', () => {
    const allowed = { ...vendorLimits, allowedExtensions: ['png'], allowedTypes: ['image/png'] };
    expect(refusalOf(file('a.PNG', 'image/png'), allowed)).toBeUndefined();
    expect(refusalOf(file('a.png'), allowed)).toBeUndefined();
    expect(refusalOf(file('a.gif', 'image/gif'), allowed)).toBe('kind');
    expect(refusalOf(file('png', 'image/png'), allowed)).toBe('kind');
  });
});

describe('firstLink', () => {
  it('ends where the sentence goes on', () => {
    expect(firstLink('see (https://example.com/a?b=c).')).toBe('https://example.com/a?b=c');
    expect(firstLink('http://one.test http://two.test')).toBe('http://one.test');
    expect(firstLink('javascript:alert(1) mailto:a@b.c')).toBeUndefined();
  });
});
