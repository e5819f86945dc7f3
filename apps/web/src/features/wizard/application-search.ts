import type { Application } from '@koppel/contracts';
import { texts as applicationTexts } from '../../entities/application/texts.js';

/** Whether an application has every word that is typed in its name, roles or summary. */
export function matches(
  { name, summary, roles }: Pick<Application, 'name' | 'summary' | 'roles'>,
  words: string,
): boolean {
  const text = `${name} ${summary} ${roles.map((role) => applicationTexts.roles[role]).join(' ')}`.toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** The index a key leads to in a list of names: arrows step, Home and End jump, a letter finds the next name that starts with it. */
export function indexAfterKey(key: string, at: number, names: string[]): number | undefined {
  const last = names.length - 1;
  if (key === 'ArrowDown' || key === 'ArrowRight') return Math.min(last, at + 1);
  if (key === 'ArrowUp' || key === 'ArrowLeft') return at - 1;
  if (key === 'Home') return 0;
  if (key === 'End') return last;
  if (!/^[\p{L}\d]$/u.test(key)) return undefined;
  const begins = (index: number) => names[index]?.toLowerCase().startsWith(key.toLowerCase()) ?? false;
  const order = names.map((_, step) => (at + 1 + step) % names.length);
  return order.find(begins);
}
