import { zodResolver } from '@hookform/resolvers/zod';
import type { Flow, FlowDefinition } from '@koppel/contracts';
import { Button, Disclosure, Stack } from '@koppel/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useImperativeHandle, useMemo, useState, type ReactNode, type Ref } from 'react';
import { FormProvider, useForm } from 'react-hook-form';
import { call } from '../api/call.js';
import { toProblem } from '../api/problem.js';
import { refresh } from '../api/queries.js';
import { ProblemAlert } from '../page/problem-alert.js';
import { placeProblems } from '../schema-form/place-problems.js';
import { SchemaFields } from '../schema-form/schema-fields.js';
import { flowChangeOf, flowFormSchemaOf, flowValuesOf, settingSpecsOf, type FlowValues } from './flow-values.js';
import { ScheduleFields } from './schedule-fields.js';
import { texts } from './texts.js';

export interface FlowSettingsHandle {
  /** Saves what was changed; false when it cannot be saved, and then focus is at the first error. */
  save: () => Promise<boolean>;
}

export interface FlowSettingsFormProps {
  flow: Flow;
  definition: FlowDefinition;
  ref?: Ref<FlowSettingsHandle>;
  onSaved?: (flow: Flow) => void;
  /** The form's own buttons; without them the page saves through the handle. */
  actions?: (state: { isSaving: boolean }) => ReactNode;
}

/** The settings of one flow: the essential ones first, the rest behind *More settings*, and its schedule. */
export function FlowSettingsForm({ flow, definition, ref, onSaved, actions }: FlowSettingsFormProps) {
  const specs = useMemo(() => settingSpecsOf(definition), [definition]);
  // What is edited: a change by someone else meanwhile must end in a version conflict, not be overwritten.
  const [base, setBase] = useState(flow);
  const [error, setError] = useState<unknown>(undefined);
  const queryClient = useQueryClient();
  const form = useForm<FlowValues>({
    defaultValues: flowValuesOf(specs, flow),
    resolver: zodResolver(flowFormSchemaOf(specs)),
  });
  // Read here, so that the form keeps account of them.
  const { isDirty, isSubmitting } = form.formState;

  const restart = (from: Flow) => {
    setBase(from);
    setError(undefined);
    form.reset(flowValuesOf(specs, from));
  };
  const send = async (values: FlowValues): Promise<void> => {
    try {
      const saved = await call('updateFlow', flowChangeOf(specs, base, values));
      restart(saved);
      await refresh(queryClient, ['getIntegration', 'listIntegrations', 'getFlow']);
      onSaved?.(saved);
    } catch (thrown: unknown) {
      setError(thrown);
      const placed = placeProblems(
        toProblem(thrown).fieldProblems,
        specs.map(({ name }) => name),
      );
      placed.forEach(({ name, message }, index) =>
        form.setError(`fields.${name}`, { message }, { shouldFocus: index === 0 }),
      );
      throw thrown;
    }
  };
  const save = async (): Promise<boolean> => {
    let isSaved = false;
    const submit = form.handleSubmit(async (values) => {
      isSaved = await send(values).then(
        () => true,
        () => false,
      );
    });
    await submit();
    return isSaved;
  };
  useImperativeHandle(ref, () => ({ save: () => (isDirty ? save() : Promise.resolve(true)) }));

  const isConflict = error !== undefined && toProblem(error).code === 'flow.version_conflict';
  const loadNewest = () => void call('getFlow', { flowId: flow.id }).then(restart, setError);
  const essential = specs.filter((spec) => spec.isEssential);
  const others = specs.filter((spec) => !spec.isEssential);
  return (
    <FormProvider {...form}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Stack gap="lg">
          <SchemaFields specs={essential} hasResets />
          <ScheduleFields />
          {others.length > 0 && (
            <Disclosure label={texts.moreSettings}>
              <SchemaFields specs={others} hasResets />
            </Disclosure>
          )}
          <ProblemAlert
            error={error}
            actions={
              isConflict && (
                <Button key="newest" size="sm" onClick={loadNewest}>
                  {texts.conflictReload}
                </Button>
              )
            }
          />
          {actions?.({ isSaving: isSubmitting })}
        </Stack>
      </form>
    </FormProvider>
  );
}
