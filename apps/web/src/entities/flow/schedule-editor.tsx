import { Field, Input, Select, Stack } from '@koppel/ui';
import { useMemo } from 'react';
import { useController, useFormContext } from 'react-hook-form';
import type { FlowValues } from './flow-values.js';
import {
  minutesPast,
  minuteSteps,
  type ScheduleKind,
  scheduleKinds,
  scheduleProblem,
  type ScheduleValue,
  timeZones,
} from './schedule.js';
import { texts } from './texts.js';

export interface ScheduleEditorProps {
  value: ScheduleValue;
  onChange: (value: ScheduleValue) => void;
  /** What is wrong with it, and where. */
  problem?: { field: 'time' | 'cron'; message: string } | undefined;
  /** Takes the element that gets focus when the schedule is wrong. */
  focusRef?: (element: HTMLElement | null) => void;
}

const kinds = scheduleKinds.map((kind) => ({ value: kind, label: texts.kinds[kind] }));
const steps = minuteSteps.map((value) => ({ value, label: texts.everyMinutes(value) }));
const pasts = minutesPast.map((value) => ({ value, label: texts.pastMinutes(value) }));

/** Editor of a schedule. */
export function ScheduleEditor({ value, onChange, problem, focusRef }: ScheduleEditorProps) {
  const { kind, timeZone } = value;
  const zones = useMemo(() => timeZones(timeZone).map((zone) => ({ value: zone, label: zone })), [timeZone]);
  const set = (changes: Partial<ScheduleValue>) => onChange({ ...value, ...changes });
  const errorOf = (field: 'time' | 'cron') => (problem?.field === field ? problem.message : undefined);
  const hasTime = kind === 'daily' || kind === 'workdays';
  return (
    <Stack columns="three">
      <Field label={texts.schedule} help={texts.scheduleHelp}>
        <Select
          ref={focusRef}
          options={kinds}
          value={kind}
          onChange={(event) => set({ kind: event.target.value as ScheduleKind })}
        />
      </Field>
      {kind === 'minutes' && (
        <Field label={texts.every}>
          <Select options={steps} value={value.every} onChange={(event) => set({ every: event.target.value })} />
        </Field>
      )}
      {kind === 'hourly' && (
        <Field label={texts.past}>
          <Select options={pasts} value={value.past} onChange={(event) => set({ past: event.target.value })} />
        </Field>
      )}
      {hasTime && (
        <Field label={texts.time} error={errorOf('time')} isRequired>
          <Input type="time" value={value.time} onChange={(event) => set({ time: event.target.value })} />
        </Field>
      )}
      {kind === 'cron' && (
        <Field label={texts.cron} help={texts.cronHelp} error={errorOf('cron')} isRequired>
          <Input spellCheck={false} value={value.cron} onChange={(event) => set({ cron: event.target.value })} />
        </Field>
      )}
      {(hasTime || kind === 'cron') && (
        <Field label={texts.timeZone}>
          <Select options={zones} value={timeZone} onChange={(event) => set({ timeZone: event.target.value })} />
        </Field>
      )}
    </Stack>
  );
}

/** When a flow runs, inside the form of its settings. */
export function ScheduleFields() {
  const { control } = useFormContext<FlowValues>();
  const { field, fieldState } = useController({ control, name: 'schedule' });
  return (
    <ScheduleEditor
      focusRef={field.ref}
      value={field.value}
      onChange={field.onChange}
      problem={fieldState.error && scheduleProblem(field.value)}
    />
  );
}
