import { zodResolver } from '@hookform/resolvers/zod';
import { connectionCreate, type Application, type Connection } from '@koppel/contracts';
import { Button, Field, Input, Row, Stack } from '@koppel/ui';
import { useEffect, useMemo } from 'react';
import { FormProvider, useForm } from 'react-hook-form';
import { z } from 'zod';
import { useOperation } from '../api/queries.js';
import type { ProblemError } from '../api/problem.js';
import { ProblemAlert } from '../page/problem-alert.js';
import { fieldSpecsOf, type FieldSpec } from '../schema-form/field-spec.js';
import { formSchemaOf } from '../schema-form/form-schema.js';
import { formValuesOf, jsonValuesOf, type FormValues } from '../schema-form/form-value.js';
import { placeProblems } from '../schema-form/place-problems.js';
import { SchemaFields } from '../schema-form/schema-fields.js';
import { texts } from './texts.js';

interface ConnectionValues {
  displayTitle: string;
  fields: FormValues;
}

export interface ConnectionFormProps {
  application: Application;
  /** The one to change; without it the form makes a new one. */
  connection: Connection | undefined;
  onSaved: (connection: Connection) => void;
  /** Told when what stands in the form is not what is stored. */
  onDirtyChange: (isDirty: boolean) => void;
}

/** The fields of a connection, drawn from its application's schema. */
export function ConnectionForm({ application, connection, onSaved, onDirtyChange }: ConnectionFormProps) {
  const specs = useMemo(() => fieldSpecsOf(application.fieldsSchema), [application]);
  const form = useForm<ConnectionValues>({
    defaultValues: valuesOf(specs, connection),
    resolver: zodResolver(schemaOf(specs, connection)),
  });
  const { isDirty } = form.formState;
  useEffect(() => onDirtyChange(isDirty), [isDirty, onDirtyChange]);
  const finish = (saved: Connection) => {
    form.reset(valuesOf(specs, saved));
    onSaved(saved);
  };
  const create = useOperation('createConnection', { refreshes: ['listConnections'], onSuccess: finish });
  const update = useOperation('updateConnection', {
    refreshes: ['listConnections', 'getConnection'],
    onSuccess: finish,
  });
  const saving = connection ? update : create;
  const onError = (problem: ProblemError) =>
    placeProblems(
      problem.fieldProblems,
      specs.map(({ name }) => name),
    ).forEach(({ name, message }, index) => form.setError(`fields.${name}`, { message }, { shouldFocus: index === 0 }));
  const submit = form.handleSubmit(({ displayTitle, fields }) => {
    const values = { displayTitle, fields: jsonValuesOf(specs, fields) };
    if (connection) update.mutate({ connectionId: connection.id, ...values }, { onError });
    else create.mutate({ applicationId: application.id, ...values }, { onError });
  });
  return (
    <FormProvider {...form}>
      <form noValidate onSubmit={(event) => void submit(event)}>
        <Stack gap="lg">
          <Field
            label={texts.displayTitle}
            help={texts.displayTitleHelp}
            error={form.formState.errors.displayTitle?.message}
            isRequired
          >
            <Input {...form.register('displayTitle')} autoComplete="off" />
          </Field>
          <SchemaFields specs={specs} secretsSet={connection?.secretsSet} />
          <ProblemAlert error={saving.error} />
          <Row>
            <Button type="submit" variant={connection && !isDirty ? 'secondary' : 'primary'} isBusy={saving.isPending}>
              {texts.save}
            </Button>
            <span role="status" className="text-sm text-ink-soft">
              {(create.isSuccess || update.isSuccess) && !isDirty ? texts.saved : ''}
            </span>
          </Row>
        </Stack>
      </form>
    </FormProvider>
  );
}

function valuesOf(specs: FieldSpec[], connection: Connection | undefined): ConnectionValues {
  return { displayTitle: connection?.displayTitle ?? '', fields: formValuesOf(specs, connection?.fields ?? {}) };
}

function schemaOf(specs: FieldSpec[], connection: Connection | undefined) {
  const { displayTitle } = connectionCreate.request.shape;
  const words = z.string().trim().min(1, texts.displayTitleMissing).max(80, texts.displayTitleLong);
  return z.object({
    displayTitle: words.pipe(displayTitle),
    fields: formSchemaOf(specs, { secretsSet: connection?.secretsSet }),
  });
}
