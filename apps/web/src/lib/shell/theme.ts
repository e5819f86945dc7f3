import { useSyncExternalStore } from 'react';
import { readTheme, themeKey, watchTheme, type Theme } from './theme-choice.js';

/** Keeps the choice in this browser; every window of Koppel follows it at once. */
export function changeTheme(theme: Theme): void {
  try {
    localStorage.setItem(themeKey, theme);
  } catch {
    // Without storage there is no choice to keep.
  }
  window.dispatchEvent(new Event(themeKey));
}

export function useTheme(): Theme {
  return useSyncExternalStore(watchTheme, readTheme);
}
