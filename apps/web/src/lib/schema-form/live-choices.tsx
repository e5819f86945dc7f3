import type { Choice, ChoiceKind, Connection } from '@koppel/contracts';
import { useQuery } from '@tanstack/react-query';
import { createContext, useContext, type ReactNode } from 'react';
import { apiQuery } from '../api/queries.js';
import type { Side } from './field-spec.js';
import { texts } from './texts.js';

type End = Pick<Connection, 'id' | 'displayTitle'>;

/** The two connections whose choices a form of settings can offer. */
export type Ends = Record<Side, End>;

const EndsContext = createContext<Ends | undefined>(undefined);

/** Lets the settings below offer what the two applications have to choose from. */
export function LiveChoices({ ends, children }: { ends: Ends | undefined; children: ReactNode }) {
  return <EndsContext value={ends}>{children}</EndsContext>;
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

/** What may be chosen, read live. Without a list, or when it cannot be read, the value is typed in. */
export function useLiveChoices(kind: ChoiceKind | undefined, side: Side | undefined): OfferedChoices {
  const end = useContext(EndsContext)?.[side ?? 'target'];
  const isAsked = kind !== undefined && side !== undefined && end !== undefined;
  const choices = useQuery({
    ...apiQuery('listChoices', { connectionId: end?.id ?? '', kind: kind ?? 'items' }, { freshMs: FRESH_MS }),
    enabled: isAsked,
    retry: false,
  });
  if (!isAsked) return none;
  const from = end.displayTitle;
  if (choices.isPending) return { items: [], note: texts.reading(from), from };
  if (choices.isError) return { items: [], note: texts.choicesFailed(from), from };
  if (!choices.data.isSupported) return { ...none, from };
  return { items: choices.data.items, note: choices.data.isComplete ? undefined : texts.choicesCut, from };
}

export function otherSide(side: Side | undefined): Side | undefined {
  if (side === undefined) return undefined;
  return side === 'source' ? 'target' : 'source';
}
