import { type Language, languages, locales } from '@koppel/contracts';

/** What a language calls itself. */
export const languageNames: Record<Language, string> = { en: 'English', nl: 'Nederlands' };

const storageKey = 'koppel.language';

/** The stored choice if there is one, else the first of the browser's languages that is offered. */
export function chooseLanguage(stored: string | null, preferred: readonly string[]): Language {
  const chosen = languages.find((known) => known === stored);
  if (chosen) return chosen;
  const wanted = preferred.map((tag) => tag.slice(0, 2).toLowerCase());
  return wanted.find(isKnown) ?? 'en';
}

function isKnown(language: string): language is Language {
  return languages.some((known) => known === language);
}

/** The language of this page; it stays the same until the page is loaded again. */
export const language: Language =
  typeof document === 'undefined' ? 'en' : chooseLanguage(readStored(), navigator.languages);

/** For `Intl`. */
export const locale = locales[language];

function readStored(): string | null {
  try {
    return localStorage.getItem(storageKey);
  } catch {
    // Storage is disabled: use the browser's language.
    return null;
  }
}

/** Stores the choice in this browser and reloads the page. */
export function changeLanguage(chosen: Language): void {
  try {
    localStorage.setItem(storageKey, chosen);
  } catch {
    // Without storage there is no choice to keep.
  }
  location.reload();
}
