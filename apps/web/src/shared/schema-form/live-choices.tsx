import type { Choice, ChoiceKind, Connection, Proposal } from '@koppel/contracts';
import { useQueries, useQuery } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext } from 'react';
import { toProblem } from '../api/problem.js';
import { apiQuery } from '../api/queries.js';
import { formatCount } from '../format/format.js';
import type { FieldSpec, Side } from './field-spec.js';
import { type FormValue, type FormValues, isDefault, type TableRow } from './form-value.js';
import { texts } from './texts.js';

type ConnectionSide = Pick<Connection, 'id' | 'displayTitle'>;

/** The two connections whose choices a form of settings can offer. */
export type Sides = Record<Side, ConnectionSide>;

const SidesContext = createContext<Sides | undefined>(undefined);

/** Lets the settings below offer what the two applications have to choose from. */
export function LiveChoices({ sides, children }: { sides: Sides | undefined; children: ReactNode }) {
  return <SidesContext value={sides}>{children}</SidesContext>;
}

export interface OfferedChoices {
  items: Choice[];
  /** How it stands with them; undefined when there is nothing to say. */
  note: string | undefined;
  /** Where they come from. */
  from: string;
}

const none: OfferedChoices = { items: [], note: undefined, from: '' };
const FRESH_MS = 5 * 60_000;

function choicesQuery(connectionId: string, kind: ChoiceKind) {
  return { ...apiQuery('listChoices', { connectionId, kind }, { freshMs: FRESH_MS }), retry: false };
}

/** The list of a side's application, and its name; without a name nothing is asked. */
function useChoiceList(kind: ChoiceKind | undefined, side: Side | undefined) {
  const connection = useContext(SidesContext)?.[side ?? 'target'];
  const isAsked = kind !== undefined && side !== undefined && connection !== undefined;
  const choices = useQuery({ ...choicesQuery(connection?.id ?? '', kind ?? 'items'), enabled: isAsked });
  return { choices, from: isAsked ? connection.displayTitle : undefined };
}

/** The settings that a person has changed: they hold neither their default nor what the application proposes for them. */
export function useChangedSpecs(specs: FieldSpec[], values: FormValues): FieldSpec[] {
  const sides = useContext(SidesContext);
  const asked = specs.flatMap((spec) => {
    const connectionId = spec.side && sides?.[spec.side].id;
    const kind = takesProposal(spec) ? spec.choiceKind : undefined;
    return kind && connectionId !== undefined ? [{ name: spec.name, kind, connectionId }] : [];
  });
  const lists = useQueries({ queries: asked.map(({ connectionId, kind }) => choicesQuery(connectionId, kind)) });
  const proposed = new Map(asked.map(({ name }, index) => [name, proposedOf(lists[index]?.data?.items ?? [])?.value]));
  return specs.filter((spec) => isChanged(spec, values[spec.name], proposed.get(spec.name)));
}

/** Whether an application may propose a value for a setting: the value of a table or list is put together by a person. */
export function takesProposal({ kind }: Pick<FieldSpec, 'kind'>): boolean {
  return kind === 'choice' || kind === 'text';
}

/** @param proposed what the application proposes, where it does */
export function isChanged(spec: FieldSpec, value: FormValue | undefined, proposed: string | undefined): boolean {
  return !isDefault(spec, value) && (proposed === undefined || value !== proposed);
}

/** What may be chosen, read live. Without a list, or when it cannot be read, the value is typed in. */
export function useLiveChoices(kind: ChoiceKind | undefined, side: Side | undefined): OfferedChoices {
  const { choices, from } = useChoiceList(kind, side);
  if (from === undefined) return none;
  if (choices.isPending) return { items: [], note: texts.reading(from), from };
  if (choices.isError) return { items: [], note: texts.choicesFailed(from), from };
  if (!choices.data.isSupported) return { ...none, from };
  return { items: choices.data.items, note: choices.data.isComplete ? undefined : texts.choicesCut, from };
}

/** The choices of a schema that the application offers, and what it tells of them; it is not waited for. */
export function useSchemaChoices(
  { choices, choiceKind, side }: FieldSpec,
  chosen: string,
): { options: FieldSpec['choices']; notes: (string | undefined)[] } {
  const { choices: list, from } = useChoiceList(choiceKind, side);
  const items = list.data?.items ?? [];
  const failed = from !== undefined && list.isError ? texts.notesFailed(from) : undefined;
  return {
    options: withCounts(offeredOf(choices, items, chosen), items),
    notes: [failed, ...notesOf(choices, items)],
  };
}

/** Without what the application does not offer, though what was chosen before stays; in its order where it lists them all. */
export function offeredOf(
  choices: FieldSpec['choices'],
  listed: readonly Choice[],
  chosen: string,
): FieldSpec['choices'] {
  const positions = new Map(listed.map(({ value }, index) => [value, index]));
  const refused = new Set(listed.flatMap(({ value, isOffered }) => (isOffered === false ? value : [])));
  const offered = choices.filter(({ value }) => value === chosen || !refused.has(value));
  if (!choices.every(({ value }) => positions.has(value))) return offered;
  return offered.toSorted((left, right) => (positions.get(left.value) ?? 0) - (positions.get(right.value) ?? 0));
}

/** What the application says of single choices. */
export function notesOf(choices: FieldSpec['choices'], listed: readonly Choice[]): string[] {
  const labels = new Map(choices.map(({ value, label }) => [value, label]));
  return listed.flatMap(({ value, label, reason }) =>
    reason ? `${labels.get(value) ?? label}: ${reason.message ?? reason.code}` : [],
  );
}

/** Values that a setting has beside the records of an application, by the names that the setting gives them. */
export function withLabels(items: readonly Choice[], labels: FieldSpec['labels']): Choice[] {
  return items.map((item) => ({ ...item, label: labels[item.value] ?? item.label }));
}

/** `All orders (1,204)`. */
export function withCounts(choices: FieldSpec['choices'], counted: readonly Choice[]): FieldSpec['choices'] {
  const counts = new Map(counted.map(({ value, count }) => [value, count]));
  return choices.map(({ value, label }) => {
    const count = counts.get(value);
    return { value, label: count === undefined ? label : `${label} (${formatCount(count)})` };
  });
}

export interface OfferedRows extends Proposal {
  /** How it stands with them; undefined when there is nothing to say. */
  note: string | undefined;
}

/** The rows that a table could have, where the application of its values can tell from what the other one has. */
export function useProposedRows({ side, choiceKind, keyChoiceKind }: FieldSpec): OfferedRows | undefined {
  const sides = useContext(SidesContext);
  const other = otherSide(side);
  const [values, keys] = [side && sides?.[side], other && sides?.[other]];
  const isAsked = values !== undefined && keys !== undefined && choiceKind !== undefined && keyChoiceKind !== undefined;
  const request = { keyConnectionId: keys?.id ?? '', keyKind: keyChoiceKind ?? 'items' };
  const proposal = useQuery({
    ...apiQuery(
      'getProposal',
      { connectionId: values?.id ?? '', kind: choiceKind ?? 'items', ...request },
      { freshMs: FRESH_MS },
    ),
    enabled: isAsked,
    retry: false,
  });
  if (!isAsked || (proposal.isSuccess && !proposal.data.isSupported)) return undefined;
  const bare = { rows: [], gaps: [] };
  if (proposal.isPending) return { ...bare, note: undefined };
  if (proposal.isError) return { ...bare, note: texts.proposingFailed(toProblem(proposal.error).message) };
  const { rows, gaps, isComplete } = proposal.data;
  return { rows, gaps, note: isComplete ? undefined : texts.proposalCut(keys.displayTitle) };
}

export function otherSide(side: Side | undefined): Side | undefined {
  if (side === undefined) return undefined;
  return side === 'source' ? 'target' : 'source';
}

/** Choices that are no key of the table yet. */
export function missingKeys(rows: TableRow[], choices: Choice[]): Choice[] {
  const known = new Set(rows.map(({ key }) => key.trim().toLowerCase()));
  return choices.filter(({ value }) => !known.has(value.toLowerCase()));
}

/** A row for each of these keys, with the value that the application proposes, if there is one. */
export function withKeys(rows: TableRow[], keys: Choice[], values: Choice[]): TableRow[] {
  const value = proposedOf(values)?.value ?? '';
  return [...rows, ...keys.map(({ value: key }) => ({ key, value }))];
}

/** The one choice that the application proposes; none where it proposes several. */
export function proposedOf(choices: Choice[]): Choice | undefined {
  const proposed = choices.filter(({ isProposed }) => isProposed);
  return proposed.length === 1 ? proposed[0] : undefined;
}
