import { themeOf } from './theme.js';

describe('themeOf', () => {
  it.each(['light', 'dark', 'system'] as const)('keeps the choice %s', (theme) => {
    expect(themeOf(theme)).toBe(theme);
  });
  it.each([null, '', 'sepia'])('leaves it to the system for %p', (stored) => {
    expect(themeOf(stored)).toBe('system');
  });
});
