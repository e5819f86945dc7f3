import type { Flow, FlowDefinition, FlowSettings } from '@koppel/contracts';
import { z } from 'zod';
import { type FieldSpec, fieldSpecsOf } from '../../shared/schema-form/field-spec.js';
import { formSchemaOf } from '../../shared/schema-form/form-schema.js';
import { type FormValues, formValuesOf, jsonValuesOf } from '../../shared/schema-form/form-value.js';
import { scheduleProblem, type ScheduleValue, toSchedule, toScheduleValue } from './schedule.js';

/** A flow's settings and schedule as their form holds them. */
export interface FlowValues {
  fields: FormValues;
  schedule: ScheduleValue;
}

/** Unsaved input, with the version of the flow it was based on. */
export interface StoredFlowValues extends FlowValues {
  version: number;
}

/** The settings of a definition, each with the default that the catalog gives it. */
export function settingSpecsOf(definition: FlowDefinition): FieldSpec[] {
  return fieldSpecsOf(definition.settingsSchema, definition.defaultSettings);
}

export function flowValuesOf(specs: FieldSpec[], flow: Flow): FlowValues {
  return { fields: formValuesOf(specs, flow.settings), schedule: toScheduleValue(flow.schedule) };
}

/** The change to send. Settings that the form does not show keep their value. */
export function flowChangeOf(specs: FieldSpec[], flow: Flow, values: FlowValues) {
  const shown = new Set(specs.map(({ name }) => name));
  const unseen = Object.entries(flow.settings).filter(([name]) => !shown.has(name));
  const settings: FlowSettings = { ...Object.fromEntries(unseen), ...jsonValuesOf(specs, values.fields) };
  return { flowId: flow.id, version: flow.version, settings, schedule: toSchedule(values.schedule) };
}

export function flowFormSchemaOf(specs: FieldSpec[]) {
  const schedule = z.custom<ScheduleValue>().superRefine((value, context) => {
    const problem = scheduleProblem(value);
    if (problem) context.addIssue({ code: 'custom', message: problem.message });
  });
  return z.object({ fields: formSchemaOf(specs), schedule });
}

/** Whether the stored settings of a flow are valid. */
export function areSettingsValid(definition: FlowDefinition, flow: Flow): boolean {
  const specs = settingSpecsOf(definition);
  return flowFormSchemaOf(specs).safeParse(flowValuesOf(specs, flow)).success;
}
