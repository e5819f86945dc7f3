import { language } from '../i18n/language.js';

/** A reason as a connector or a provider gave it; those are in English. `isShort`: two lines of it, for a row of a table. */
export function Reason({ children, isShort = false }: { children: string; isShort?: boolean }) {
  return (
    <span
      lang={language === 'en' ? undefined : 'en'}
      className={isShort ? 'line-clamp-2 break-words' : 'break-words whitespace-pre-line'}
    >
      {children}
    </span>
  );
}
