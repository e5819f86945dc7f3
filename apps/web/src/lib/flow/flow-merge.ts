import type { Flow } from '@koppel/contracts';
import { valueWords } from '../schema-form/default-words.js';
import type { FieldSpec } from '../schema-form/field-spec.js';
import { flowValuesOf, type FlowValues } from './flow-values.js';
import { scheduleWords, toSchedule } from './schedule.js';
import { texts } from './texts.js';

/** Something that a person and someone else want to be different. */
export interface FlowConflict {
  /** The setting; `schedule` has the path of its own. */
  path: `fields.${string}` | 'schedule';
  title: string;
  theirs: string;
  yours: string;
}

/**
 * Brings a person's unsaved input together with the flow as someone else has saved it meanwhile: what only the other
 * changed is taken over, what the person changed is kept; where both did, it is kept and told.
 */
export function mergeFlow(input: { specs: FieldSpec[]; base: FlowValues; newest: Flow; mine: FlowValues }): {
  values: FlowValues;
  conflicts: FlowConflict[];
} {
  const { specs, base, mine } = input;
  const theirs = flowValuesOf(specs, input.newest);
  const conflicts: FlowConflict[] = [];
  const fields = { ...theirs.fields };
  for (const { name, title, ...spec } of specs) {
    if (isSame(mine.fields[name], base.fields[name]) || isSame(mine.fields[name], theirs.fields[name])) continue;
    const words = (values: FlowValues) => valueWords({ name, title, ...spec }, values.fields[name]);
    fields[name] = mine.fields[name] ?? '';
    if (!isSame(theirs.fields[name], base.fields[name]))
      conflicts.push({ path: `fields.${name}`, title, theirs: words(theirs), yours: words(mine) });
  }
  const [myCron, baseCron, theirCron] = [mine, base, theirs].map(({ schedule }) => toSchedule(schedule));
  const isMine = !isSame(myCron, baseCron) && !isSame(myCron, theirCron);
  if (isMine && !isSame(theirCron, baseCron)) {
    const words = ({ schedule }: FlowValues) => scheduleWords(toSchedule(schedule));
    conflicts.push({ path: 'schedule', title: texts.schedule, theirs: words(theirs), yours: words(mine) });
  }
  return { values: { fields, schedule: isMine ? mine.schedule : theirs.schedule }, conflicts };
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
