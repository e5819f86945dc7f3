import type { FieldProblem } from '@koppel/contracts';

/**
 * Finds the control that each of the server's field problems belongs to: `fields.division`, `settings.division` and
 * `division` all mean the control `division`. What fits no control is left to the message above the form.
 */
export function placeProblems(problems: FieldProblem[], names: string[]): { name: string; message: string }[] {
  return problems.flatMap(({ path, message }) => {
    const [, bare = ''] = /^(?:\/|body\.)?(?:fields|settings)?[./]?([^./[]+)/.exec(path) ?? [];
    return names.includes(bare) ? [{ name: bare, message }] : [];
  });
}
