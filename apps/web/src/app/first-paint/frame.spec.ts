import { firstWords } from './first-words.js';
import { frameOf, wordsOf } from './frame.js';

describe('frameOf', () => {
  it.each([
    ['/sign-in', 'sign-in'],
    ['/wizard/applications', 'wizard'],
    ['/wizard', 'wizard'],
    ['/wizards', 'console'],
    ['/', 'console'],
    ['/runs/1', 'console'],
  ])('puts %s into the frame of %s', (path, frame) => {
    expect(frameOf(path)).toBe(frame);
  });
});

describe('wordsOf', () => {
  it('knows the headings of pages in both languages', () => {
    expect(wordsOf(firstWords.en, '/sign-in')?.[0]).toBe('Sign in');
    expect(wordsOf(firstWords.nl, '/sign-in/')?.[0]).toBe('Inloggen');
    expect(Object.keys(firstWords.nl)).toEqual(Object.keys(firstWords.en));
  });

  it('leaves open what depends on data', () => {
    expect(wordsOf(firstWords.en, '/runs/1')).toBeUndefined();
  });
});
