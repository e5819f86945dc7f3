import { useController, useFormContext } from 'react-hook-form';
import type { FlowValues } from './flow-values.js';
import { ScheduleEditor } from './schedule-editor.js';
import { scheduleProblem } from './schedule.js';

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
