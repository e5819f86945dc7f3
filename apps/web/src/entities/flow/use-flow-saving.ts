import type { Flow } from '@koppel/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { FieldErrors, UseFormReturn } from 'react-hook-form';
import { call } from '../../shared/api/call.js';
import { toProblem } from '../../shared/api/problem.js';
import { refresh } from '../../shared/api/queries.js';
import type { FieldSpec } from '../../shared/schema-form/field-spec.js';
import { fieldErrorOf, type InputStore, problemsByField, valueText } from '../../shared/schema-form/form-value.js';
import type { FlowFindings } from './flow-findings.js';
import { flowChangeOf, type FlowValues, flowValuesOf, type StoredFlowValues } from './flow-values.js';
import { scheduleText, toSchedule } from './schedule.js';
import { texts } from './texts.js';

export interface FlowSavingOptions {
  flow: Flow;
  specs: FieldSpec[];
  form: UseFormReturn<FlowValues>;
  store: InputStore<StoredFlowValues> | undefined;
  onSaved: ((flow: Flow) => void) | undefined;
}

/** Saves a flow's form, stores unsaved input, and merges it when someone else saved in the meantime. */
export function useFlowSaving({ flow, specs, form, store, onSaved }: FlowSavingOptions) {
  // The version that is edited: changes by someone else must be reported, not overwritten.
  const baseRef = useRef(flow);
  const [error, setError] = useState<unknown>(undefined);
  const [conflicts, setConflicts] = useState<FlowConflict[]>();
  const [findings, setFindings] = useState<FlowFindings>();
  const queryClient = useQueryClient();
  useInputStore({ form, store, baseRef });

  const restart = (from: Flow) => {
    baseRef.current = from;
    setError(undefined);
    setConflicts(undefined);
    form.reset(flowValuesOf(specs, from));
    store?.save(undefined);
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
      const { unchecked, warnings, ...saved } = await call('updateFlow', flowChangeOf(specs, baseRef.current, values));
      setFindings({ unchecked, warnings });
      restart(saved);
      await refresh(queryClient, ['getIntegration', 'listIntegrations', 'getFlow', 'checkFlow']);
      onSaved?.(saved);
      return warnings === undefined;
    } catch (thrown: unknown) {
      const problem = toProblem(thrown);
      setError(thrown);
      if (problem.code === 'flow.version_conflict') await mergeWithNewest().catch(setError);
      const names = specs.map(({ name }) => name);
      const placed = problemsByField(problem.fieldProblems, names);
      for (const spec of specs) {
        const own = placed.filter(({ name }) => name === spec.name);
        if (own.length > 0) form.setError(`fields.${spec.name}`, fieldErrorOf(spec, own));
      }
      focusLater(form, placed[0] && `fields.${placed[0].name}`);
      return false;
    }
  };
  const save = async (): Promise<boolean> => {
    let isDone = false;
    const submit = form.handleSubmit(
      async (values) => {
        isDone = await send(values);
      },
      (errors) => focusLater(form, firstError(specs, errors)),
    );
    await submit();
    return isDone;
  };
  const takeTheirs = ({ path }: FlowConflict) => {
    const theirs = flowValuesOf(specs, baseRef.current);
    if (path === 'schedule') form.setValue('schedule', theirs.schedule, { shouldDirty: true });
    else form.setValue(path, theirs.fields[path.slice('fields.'.length)] ?? '', { shouldDirty: true });
    setConflicts((all) => all?.filter((one) => one.path !== path));
  };
  return { save, error, findings, conflicts, takeTheirs };
}

/** Restores stored input, and stores new input. */
function useInputStore(options: Pick<FlowSavingOptions, 'form' | 'store'> & { baseRef: { current: Flow } }): void {
  const { form, store, baseRef } = options;
  const storeRef = useRef(store);
  useEffect(() => {
    storeRef.current = store;
  });
  useEffect(() => {
    const before = storeRef.current?.read();
    if (before) {
      // It was based on an older version: sending that version detects conflicts.
      baseRef.current = { ...baseRef.current, version: before.version ?? baseRef.current.version };
      const { fields, schedule } = { ...form.getValues(), ...before };
      form.reset({ fields: { ...form.getValues().fields, ...fields }, schedule }, { keepDefaultValues: true });
    }
    return form.subscribe({
      formState: { values: true, isDirty: true },
      callback: ({ values, isDirty }) => {
        if (isDirty) storeRef.current?.save({ ...structuredClone(values), version: baseRef.current.version });
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

/** After the section around the field has opened. */
export function focusLater(form: UseFormReturn<FlowValues>, path: string | undefined): void {
  if (path) requestAnimationFrame(() => form.setFocus(path as `fields.${string}`));
}

/** A setting that the user and someone else changed differently. */
export interface FlowConflict {
  /** The setting; `schedule` has the path of its own. */
  path: `fields.${string}` | 'schedule';
  title: string;
  theirs: string;
  yours: string;
}

/**
 * Merges the user's unsaved input with the flow as saved by someone else: what only the other
 * changed is applied, what the user changed is kept; where both did, it is kept and reported.
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
    const text = (values: FlowValues) => valueText({ name, title, ...spec }, values.fields[name]);
    fields[name] = mine.fields[name] ?? '';
    if (!isSame(theirs.fields[name], base.fields[name]))
      conflicts.push({ path: `fields.${name}`, title, theirs: text(theirs), yours: text(mine) });
  }
  const [myCron, baseCron, theirCron] = [mine, base, theirs].map(({ schedule }) => toSchedule(schedule));
  const isMine = !isSame(myCron, baseCron) && !isSame(myCron, theirCron);
  if (isMine && !isSame(theirCron, baseCron)) {
    const text = ({ schedule }: FlowValues) => scheduleText(toSchedule(schedule));
    conflicts.push({ path: 'schedule', title: texts.schedule, theirs: text(theirs), yours: text(mine) });
  }
  return { values: { fields, schedule: isMine ? mine.schedule : theirs.schedule }, conflicts };
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
