import { useSyncExternalStore } from 'react';

export const themes = ['light', 'dark', 'system'] as const;
export type Theme = (typeof themes)[number];

/** Also the name of the event by which `public/theme.js` hears of a change. */
const storageKey = 'koppel.theme';

/** The chosen theme; what is stored by nobody we know counts as no choice. */
export function themeOf(stored: string | null): Theme {
  return themes.find((theme) => theme === stored) ?? 'system';
}

function readTheme(): Theme {
  try {
    return themeOf(localStorage.getItem(storageKey));
  } catch {
    // Storage is switched off: the system decides.
    return 'system';
  }
}

/** Keeps the choice in this browser; every window of Koppel follows it at once. */
export function changeTheme(theme: Theme): void {
  try {
    localStorage.setItem(storageKey, theme);
  } catch {
    // Without storage there is no choice to keep.
  }
  window.dispatchEvent(new Event(storageKey));
}

function watch(onChange: () => void): () => void {
  window.addEventListener('storage', onChange);
  window.addEventListener(storageKey, onChange);
  return () => {
    window.removeEventListener('storage', onChange);
    window.removeEventListener(storageKey, onChange);
  };
}

export function useTheme(): Theme {
  return useSyncExternalStore(watch, readTheme);
}
