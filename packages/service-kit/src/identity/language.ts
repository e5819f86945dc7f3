import { languages, type Language } from '@koppel/contracts';

interface LanguageRequest {
  query?: Record<string, unknown>;
  acceptsLanguages(offered: string[]): string | false;
}

/**
 * The language that a request asks for: by `language` in its address, which a link or an event stream can carry, else by
 * `Accept-Language`; English where it asks for none that Koppel speaks.
 */
export function languageOf(request: LanguageRequest): Language {
  const asked = request.query?.['language'] ?? request.acceptsLanguages([...languages]);
  return languages.find((language) => language === asked) ?? 'en';
}
