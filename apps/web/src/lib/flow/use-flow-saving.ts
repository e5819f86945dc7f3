import type { Flow } from '@koppel/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { FieldErrors, UseFormReturn } from 'react-hook-form';
import { call } from '../api/call.js';
import { toProblem } from '../api/problem.js';
import { refresh } from '../api/queries.js';
import type { FieldSpec } from '../schema-form/field-spec.js';
import type { KeptInput } from '../schema-form/kept-input.js';
import { placeProblems } from '../schema-form/place-problems.js';
import { mergeFlow, type FlowConflict } from './flow-merge.js';
import { flowChangeOf, flowValuesOf, type FlowValues, type KeptFlowValues } from './flow-values.js';

export interface FlowSavingOptions {
  flow: Flow;
  specs: FieldSpec[];
  form: UseFormReturn<FlowValues>;
  kept: KeptInput<KeptFlowValues> | undefined;
  onSaved: ((flow: Flow) => void) | undefined;
}

/** Saves a flow's form, keeps what is typed, and brings both together when someone else saved meanwhile. */
export function useFlowSaving({ flow, specs, form, kept, onSaved }: FlowSavingOptions) {
  // What is edited: a change by someone else meanwhile must be told, not be overwritten.
  const baseRef = useRef(flow);
  const [error, setError] = useState<unknown>(undefined);
  const [conflicts, setConflicts] = useState<FlowConflict[]>();
  const queryClient = useQueryClient();
  useKeptValues({ form, kept, baseRef });

  const restart = (from: Flow) => {
    baseRef.current = from;
    setError(undefined);
    setConflicts(undefined);
    form.reset(flowValuesOf(specs, from));
    kept?.keep(undefined);
  };
  const mergeWithNewest = async () => {
    const newest = await call('getFlow', { flowId: flow.id });
    const old = flowValuesOf(specs, baseRef.current);
    const merged = mergeFlow({ specs, base: old, newest, mine: form.getValues() });
    baseRef.current = newest;
    form.reset(flowValuesOf(specs, newest));
    form.reset(merged.values, { keepDefaultValues: true });
    setConflicts(merged.conflicts);
    setError(undefined);
  };
  const send = async (values: FlowValues): Promise<boolean> => {
    try {
      const saved = await call('updateFlow', flowChangeOf(specs, baseRef.current, values));
      restart(saved);
      await refresh(queryClient, ['getIntegration', 'listIntegrations', 'getFlow']);
      onSaved?.(saved);
      return true;
    } catch (thrown: unknown) {
      const problem = toProblem(thrown);
      setError(thrown);
      if (problem.code === 'flow.version_conflict') await mergeWithNewest().catch(setError);
      const names = specs.map(({ name }) => name);
      const placed = placeProblems(problem.fieldProblems, names);
      for (const { name, message } of placed) form.setError(`fields.${name}`, { message });
      focusLater(form, placed[0] && `fields.${placed[0].name}`);
      return false;
    }
  };
  const save = async (): Promise<boolean> => {
    let isSaved = false;
    const submit = form.handleSubmit(
      async (values) => {
        isSaved = await send(values);
      },
      (errors) => focusLater(form, firstError(specs, errors)),
    );
    await submit();
    return isSaved;
  };
  const takeTheirs = ({ path }: FlowConflict) => {
    const theirs = flowValuesOf(specs, baseRef.current);
    if (path === 'schedule') form.setValue('schedule', theirs.schedule, { shouldDirty: true });
    else form.setValue(path, theirs.fields[path.slice('fields.'.length)] ?? '', { shouldDirty: true });
    setConflicts((all) => all?.filter((one) => one.path !== path));
  };
  return { save, error, conflicts, takeTheirs };
}

/** Takes up what was typed before, and keeps what is typed now. */
function useKeptValues(options: Pick<FlowSavingOptions, 'form' | 'kept'> & { baseRef: { current: Flow } }): void {
  const { form, kept, baseRef } = options;
  const keptRef = useRef(kept);
  useEffect(() => {
    keptRef.current = kept;
  });
  useEffect(() => {
    const before = keptRef.current?.read();
    if (before) {
      // It was typed over an older version: sent with that one, it shows what differs.
      baseRef.current = { ...baseRef.current, version: before.version ?? baseRef.current.version };
      const { fields, schedule } = { ...form.getValues(), ...before };
      form.reset({ fields: { ...form.getValues().fields, ...fields }, schedule }, { keepDefaultValues: true });
    }
    return form.subscribe({
      formState: { values: true, isDirty: true },
      callback: ({ values, isDirty }) => {
        if (isDirty) keptRef.current?.keep({ ...structuredClone(values), version: baseRef.current.version });
      },
    });
  }, [form, baseRef]);
}

function firstError(specs: FieldSpec[], errors: FieldErrors<FlowValues>): string | undefined {
  const names = specs.filter(({ name }) => errors.fields?.[name] !== undefined);
  const [first] = [...names.filter((spec) => spec.isEssential), ...names.filter((spec) => !spec.isEssential)];
  if (errors.schedule && !first?.isEssential) return 'schedule';
  return first && `fields.${first.name}`;
}

/** Once what hides the field has opened. */
function focusLater(form: UseFormReturn<FlowValues>, path: string | undefined): void {
  if (path) requestAnimationFrame(() => form.setFocus(path as `fields.${string}`));
}
