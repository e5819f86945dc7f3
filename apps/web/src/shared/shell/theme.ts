export const themes = ['light', 'dark', 'system'] as const;
export type Theme = (typeof themes)[number];

/** Storage key; also the name of the event for changes in this window. */
export const themeKey = 'koppel.theme';

/** The stored theme; an unknown value counts as none. */
export function themeOf(stored: string | null): Theme {
  return themes.find((theme) => theme === stored) ?? 'system';
}

export function readTheme(): Theme {
  try {
    return themeOf(localStorage.getItem(themeKey));
  } catch {
    // Storage is disabled: follow the system.
    return 'system';
  }
}

/** Calls back when the choice changes, in this window or in another one such as the wizard's; returns the function that stops it. */
export function watchTheme(onChange: () => void): () => void {
  window.addEventListener('storage', onChange);
  window.addEventListener(themeKey, onChange);
  return () => {
    window.removeEventListener('storage', onChange);
    window.removeEventListener(themeKey, onChange);
  };
}
