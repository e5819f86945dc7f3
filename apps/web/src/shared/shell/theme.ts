export const themes = ['light', 'dark', 'system'] as const;
export type Theme = (typeof themes)[number];

/** Where the choice is kept; also the name of the event that tells this window of a change. */
export const themeKey = 'koppel.theme';

/** The chosen theme; what is stored by nobody we know counts as no choice. */
export function themeOf(stored: string | null): Theme {
  return themes.find((theme) => theme === stored) ?? 'system';
}

export function readTheme(): Theme {
  try {
    return themeOf(localStorage.getItem(themeKey));
  } catch {
    // Storage is switched off: the system decides.
    return 'system';
  }
}

/** Calls back when the choice changes, in this window or in another one such as the wizard's; gives the way to stop. */
export function watchTheme(onChange: () => void): () => void {
  window.addEventListener('storage', onChange);
  window.addEventListener(themeKey, onChange);
  return () => {
    window.removeEventListener('storage', onChange);
    window.removeEventListener(themeKey, onChange);
  };
}
