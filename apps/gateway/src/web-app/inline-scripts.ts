import { createHash } from 'node:crypto';

/** The sources, `'sha256-…'`, by which a content security policy allows the scripts that stand in a page. */
export function inlineScriptHashes(html: string): string[] {
  return [...html.matchAll(/<script>(.*?)<\/script>/gs)].map(
    ([, script = '']) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`,
  );
}
