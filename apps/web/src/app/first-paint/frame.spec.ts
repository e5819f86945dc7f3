import { firstHeadings } from './first-headings.js';
import { frameOf, headingOf } from './frame.js';

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

describe('headingOf', () => {
  it('knows the headings of pages in both languages', () => {
    expect(headingOf(firstHeadings.en, '/sign-in')?.[0]).toBe('Sign in');
    expect(headingOf(firstHeadings.nl, '/sign-in/')?.[0]).toBe('Inloggen');
    expect(Object.keys(firstHeadings.nl)).toEqual(Object.keys(firstHeadings.en));
  });

  it('leaves open what depends on data', () => {
    expect(headingOf(firstHeadings.en, '/runs/1')).toBeUndefined();
  });
});
