import { zodResolver } from '@hookform/resolvers/zod';
import type { Flow, FlowDefinition } from '@koppel/contracts';
import { Alert, Button, Disclosure, Stack, Table } from '@koppel/ui';
import { type ReactNode, type Ref, useEffect, useImperativeHandle, useMemo } from 'react';
import { type Control, FormProvider, useForm, useFormState, useWatch } from 'react-hook-form';
import { ProblemAlert } from '../../shared/page/query-view.js';
import type { FieldSpec } from '../../shared/schema-form/field-spec.js';
import { isAtControl, type InputStore } from '../../shared/schema-form/form-value.js';
import { type Sides, LiveChoices, useChangedSpecs } from '../../shared/schema-form/live-choices.js';
import { SchemaFields } from '../../shared/schema-form/schema-fields.js';
import { FlowFindingsAlert } from './flow-findings.js';
import {
  flowFormSchemaOf,
  type FlowValues,
  flowValuesOf,
  type StoredFlowValues,
  settingSpecsOf,
} from './flow-values.js';
import { ScheduleFields } from './schedule-editor.js';
import { useDistinctSpecs } from './siblings.js';
import { texts } from './texts.js';
import { type FlowConflict, focusLater, useFlowSaving } from './use-flow-saving.js';

export interface FlowSettingsHandle {
  /** Saves what was changed; false where a person must stay: at the first error, or at a warning about what was saved. */
  save: () => Promise<boolean>;
}

export interface FlowSettingsFormProps {
  flow: Flow;
  definition: FlowDefinition;
  /** The connections whose choices are offered; without them values are typed in. */
  sides?: Sides | undefined;
  /** Where the form opens: the setting that a reason is about. */
  opensAt?: string | undefined;
  /** Fills what is empty with what the applications propose. */
  takesProposals?: boolean;
  store?: InputStore<StoredFlowValues>;
  ref?: Ref<FlowSettingsHandle>;
  onSaved?: (flow: Flow) => void;
  /** The form's own buttons; without them the page saves through the handle. */
  actions?: (state: { isSaving: boolean }) => ReactNode;
}

/** The settings of one flow: the essential ones first, the rest behind *More settings*, and its schedule. */
export function FlowSettingsForm(props: FlowSettingsFormProps) {
  const { flow, definition, sides, opensAt, takesProposals, store, ref, onSaved, actions } = props;
  const specs = useMemo(() => settingSpecsOf(definition), [definition]);
  const form = useForm<FlowValues>({
    defaultValues: flowValuesOf(specs, flow),
    resolver: zodResolver(flowFormSchemaOf(specs)),
    // Focus is set explicitly: the first error may be behind *More settings*.
    shouldFocusError: false,
  });
  // Read here to subscribe to them.
  const { isDirty, isSubmitting } = form.formState;
  const { save, error, findings, conflicts, takeTheirs } = useFlowSaving({
    flow,
    specs,
    form,
    store,
    onSaved,
  });
  useImperativeHandle(ref, () => ({ save: () => (isDirty ? save() : Promise.resolve(true)) }));
  const shown = useDistinctSpecs(specs, flow);
  // Undefined where it is no setting of the flow. A field that moves out of *More settings* loses its focus, and gets it again.
  const opensAmongEssential = shown.find(({ name }) => name === opensAt)?.isEssential;
  useEffect(() => {
    if (opensAmongEssential !== undefined) focusLater(form, `fields.${opensAt}`);
  }, [form, opensAmongEssential, opensAt]);
  const essential = shown.filter((spec) => spec.isEssential);
  const others = shown.filter((spec) => !spec.isEssential);
  const options = { hasResets: true, takesProposals };
  const names = specs.map(({ name }) => name);
  return (
    <LiveChoices sides={sides}>
      <FormProvider {...form}>
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void save();
          }}
        >
          <Stack gap="lg">
            <FlowConflicts conflicts={conflicts} onTakeTheirs={takeTheirs} />
            <SchemaFields specs={essential} {...options} />
            <ScheduleFields />
            {others.length > 0 && (
              <MoreSettings specs={others} control={form.control} opensAt={opensAt}>
                <SchemaFields specs={others} {...options} />
              </MoreSettings>
            )}
            <ProblemAlert error={error} isAtField={(path) => isAtControl(path, names)} />
            <FlowFindingsAlert findings={findings} definition={definition} />
            {actions?.({ isSaving: isSubmitting })}
          </Stack>
        </form>
      </FormProvider>
    </LiveChoices>
  );
}

interface MoreSettingsProps {
  specs: FieldSpec[];
  control: Control<FlowValues>;
  opensAt: string | undefined;
  children: ReactNode;
}

/** Advanced settings; shows how many were changed, and opens on an error inside or at the setting that is asked for. */
function MoreSettings({ specs, control, opensAt, children }: MoreSettingsProps) {
  const fields = useWatch({ control, name: 'fields' });
  const { errors } = useFormState({ control });
  const changed = useChangedSpecs(specs, fields).length;
  return (
    <Disclosure
      label={changed > 0 ? texts.moreChanged(changed) : texts.moreSettings}
      isInitiallyOpen={specs.some(({ name }) => name === opensAt)}
      mustOpen={specs.some(({ name }) => errors.fields?.[name] !== undefined)}
    >
      {children}
    </Disclosure>
  );
}

const conflictTexts = texts.conflict;

export interface FlowConflictsProps {
  /** Undefined while nobody else has changed the flow. */
  conflicts: FlowConflict[] | undefined;
  onTakeTheirs: (conflict: FlowConflict) => void;
}

/** Values saved by someone else in the meantime, beside the user's input. */
export function FlowConflicts({ conflicts, onTakeTheirs }: FlowConflictsProps) {
  if (!conflicts) return null;
  return (
    <Alert tone="warning" title={conflictTexts.title}>
      <p>{conflictTexts.explanation}</p>
      {conflicts.length > 0 && (
        <Table
          caption={conflictTexts.table}
          rowKey={({ path }) => path}
          rows={conflicts}
          columns={[
            { id: 'setting', header: conflictTexts.setting, cell: ({ title }) => title },
            { id: 'theirs', header: conflictTexts.theirs, cell: ({ theirs }) => theirs },
            { id: 'yours', header: conflictTexts.yours, cell: ({ yours }) => yours },
            {
              id: 'take',
              header: conflictTexts.takeTheirs,
              isHeaderHidden: true,
              cell: (conflict) => (
                <Button
                  size="sm"
                  aria-label={conflictTexts.takeTheirsNamed(conflict.title)}
                  onClick={() => onTakeTheirs(conflict)}
                >
                  {conflictTexts.takeTheirs}
                </Button>
              ),
            },
          ]}
        />
      )}
    </Alert>
  );
}
