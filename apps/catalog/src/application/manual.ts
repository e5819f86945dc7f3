import type { Language } from '@koppel/contracts';
import type { Connector } from '@koppel/connector-sdk';
import { readFile } from 'node:fs/promises';

/** The manual in a language, `manual.nl.md` beside `manual.md`; in English where it is not translated. */
export async function readManual({ manualUrl }: Connector, language: Language = 'en'): Promise<string> {
  if (language !== 'en') {
    const translated = await readIfThere(new URL(manualUrl.href.replace(/\.md$/, `.${language}.md`)));
    if (translated !== undefined) return translated;
  }
  return readFile(manualUrl, 'utf8');
}

async function readIfThere(url: URL): Promise<string | undefined> {
  try {
    return await readFile(url, 'utf8');
  } catch (error: unknown) {
    if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
