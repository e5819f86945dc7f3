import { apiPrefix, type Draft, type JsonValue } from '@koppel/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from 'react';
import { call } from '../../shared/api/call.js';
import { isRefusal } from '../../shared/api/problem.js';
import type { InputStore } from '../../shared/schema-form/form-value.js';
import { type DraftChanges, DraftSaver, type SavingState } from './draft-saver.js';
import type { StepId } from './steps.js';

/** The draft of the wizard and how it is changed. */
export interface DraftAccess {
  draft: Draft;
  saving: SavingState;
  /** Changes it locally at once, and on the server shortly after. */
  change: (changes: DraftChanges) => void;
  /** Sends unsaved changes; rejects when that fails. */
  flush: () => Promise<void>;
  /** Stores the unsaved input of a form: `toStore` of it on the server, all of it in memory while the page is open. */
  inputStore: <Values extends object>(key: string, toStore?: (values: Values) => object) => InputStore<Values>;
}

const DraftContext = createContext<DraftAccess | undefined>(undefined);

export function useDraft(): DraftAccess {
  const access = useContext(DraftContext);
  if (!access) throw new Error('only inside a DraftProvider');
  return access;
}

/** The draft, or undefined on the welcome step before one exists. */
export function useDraftIfBegun(): DraftAccess | undefined {
  return useContext(DraftContext);
}

export function DraftProvider({ draft: loaded, children }: { draft: Draft; children: ReactNode }) {
  const queryClient = useQueryClient();
  const [draft, setDraft] = useState(loaded);
  const [saving, setSaving] = useState<SavingState>('saved');
  const newest = useRef(loaded);
  // Includes secrets, which are stored only by saving their form.
  const memory = useRef(new Map<string, object>());
  const { id } = loaded;
  const saver = useMemo(
    () =>
      new DraftSaver({
        save: (changes) => call('updateDraft', { draftId: id, ...changes }),
        onState: setSaving,
        isFinal: isRefusal,
      }),
    [id],
  );
  useSavingOnLeave(saver, id);
  const actions = useMemo((): Omit<DraftAccess, 'draft' | 'saving'> => {
    const change = (changes: DraftChanges) => {
      newest.current = { ...newest.current, ...changes };
      setDraft(newest.current);
      queryClient.setQueryData(['getDraft', { draftId: id }], newest.current);
      saver.change(changes);
    };
    const inputStore: DraftAccess['inputStore'] = (key, toStore = (values) => values) => ({
      read: () => (memory.current.get(key) ?? newest.current.values[key]) as never,
      save: (values) => {
        const { [key]: before, ...others } = newest.current.values;
        if (values) memory.current.set(key, values);
        else memory.current.delete(key);
        if (!values && before === undefined) return;
        const stored = values && (toStore(values) as Record<string, JsonValue>);
        change({ values: stored ? { ...others, [key]: stored } : others });
      },
    });
    return { change, inputStore, flush: () => saver.flush() };
  }, [queryClient, saver, id]);
  const access = useMemo(() => ({ draft, saving, ...actions }), [draft, saving, actions]);
  return <DraftContext value={access}>{children}</DraftContext>;
}

/** Sends pending changes when the page closes; `keepalive` lets the request finish. */
function useSavingOnLeave(saver: DraftSaver, draftId: string): void {
  useEffect(() => {
    const send = () => {
      if (Object.keys(saver.unsaved).length === 0) return;
      void fetch(`${apiPrefix}/drafts/${draftId}`, {
        method: 'PATCH',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(saver.unsaved),
        keepalive: true,
      }).catch(() => undefined);
    };
    window.addEventListener('pagehide', send);
    return () => window.removeEventListener('pagehide', send);
  }, [saver, draftId]);
}

/** Navigates to another step of the draft; unsaved changes are sent in the background. */
export function useSteps(): (step: StepId) => Promise<void> {
  const { draft, flush } = useDraft();
  const navigate = useNavigate();
  return async (step) => {
    // A failed save stays pending and is retried.
    flush().catch(() => undefined);
    await navigate({ to: `/wizard/${step}`, search: { draft: draft.id } });
  };
}
