import { safeReturnPath } from './attempt.js';

describe('safeReturnPath', () => {
  it.each(['/', '/connections/1?step=2#here', '/a//b'])('keeps %s', (path) => {
    expect(safeReturnPath(path, 'https://koppel.example')).toBe(path);
  });

  it.each([
    '//evil.example',
    '/..//evil.example/phish',
    '/.//evil.example/phish',
    '/a/../..//evil.example/phish',
    '/%2e%2e//evil.example/phish',
    '///evil.example',
    '//',
    '/\\evil.example',
    '\\\\evil',
    'https://evil.example',
    'javascript:alert(1)',
    '/\t/evil.example',
    '',
    '/a\nb',
    `/${'x'.repeat(600)}`,
  ])('refuses %j', (path) => {
    expect(safeReturnPath(path, 'https://koppel.example')).toBeUndefined();
  });
});
