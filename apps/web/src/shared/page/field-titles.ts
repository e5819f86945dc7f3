import { createContext } from 'react';
import type { ProblemError } from '../api/problem.js';

/** What a person calls the field at a path of a problem; undefined where it is none of those on the page. */
export const FieldTitles = createContext<(path: string) => string | undefined>(() => undefined);

/** What is wrong with each field, with the title of the field in front. */
export function fieldProblemTexts(
  { fieldProblems }: ProblemError,
  titleOf: (path: string) => string | undefined,
): { path: string; text: string }[] {
  return fieldProblems.map(({ path, message }) => {
    const title = titleOf(path) ?? path;
    return { path, text: title ? `${title}: ${message}` : message };
  });
}
