import { Field, Input, Select, Stack } from '@koppel/ui';
import { useMemo } from 'react';
import { useFormContext, useWatch } from 'react-hook-form';
import type { FlowValues } from './flow-values.js';
import { customPreset, manualPreset, presets, timeZones } from './schedule.js';
import { texts } from './texts.js';

const options = [
  { value: manualPreset, label: texts.manualOnly },
  ...presets.map(({ id, label }) => ({ value: id, label })),
  { value: customPreset, label: texts.custom },
];

/** When a flow runs, inside the form of its settings. */
export function ScheduleFields() {
  const { register, control, formState } = useFormContext<FlowValues>();
  const { preset, timeZone } = useWatch({ control, name: 'schedule' });
  const zones = useMemo(() => timeZones(timeZone).map((zone) => ({ value: zone, label: zone })), [timeZone]);
  return (
    <Stack columns="two">
      <Field label={texts.schedule} help={texts.scheduleHelp}>
        <Select options={options} {...register('schedule.preset')} />
      </Field>
      {preset !== manualPreset && (
        <Field label={texts.timeZone}>
          <Select options={zones} {...register('schedule.timeZone')} />
        </Field>
      )}
      {preset === customPreset && (
        <Field label={texts.cron} help={texts.cronHelp} error={formState.errors.schedule?.cron?.message} isRequired>
          <Input spellCheck={false} {...register('schedule.cron')} />
        </Field>
      )}
    </Stack>
  );
}
