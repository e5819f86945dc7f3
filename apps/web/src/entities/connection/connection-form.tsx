import { zodResolver } from '@hookform/resolvers/zod';
import { type Application, type Connection, connectionCreate, type JsonValue } from '@koppel/contracts';
import { Button, Field, Input, Row, Stack, Text } from '@koppel/ui';
import { useEffect, useMemo, useRef } from 'react';
import { FormProvider, useForm, type UseFormReturn } from 'react-hook-form';
import { z } from 'zod';
import type { ProblemError } from '../../shared/api/problem.js';
import { useOperation } from '../../shared/api/queries.js';
import { ProblemAlert } from '../../shared/page/query-view.js';
import { type FieldSpec, fieldSpecsOf } from '../../shared/schema-form/field-spec.js';
import { formSchemaOf } from '../../shared/schema-form/form-schema.js';
import {
  type FormValues,
  formValuesOf,
  jsonValuesOf,
  type InputStore,
  isAtControl,
  problemsByField,
} from '../../shared/schema-form/form-value.js';
import { SchemaFields } from '../../shared/schema-form/schema-fields.js';
import type { Authorization } from './authorization.js';
import type { Correction } from './connection-state.js';
import { ConnectAtApplication } from './key-approval.js';
import { texts } from './texts.js';

export interface ConnectionValues {
  displayTitle: string;
  fields: FormValues;
}

export interface ConnectionFormProps {
  application: Application;
  /** The one to change; without it the form makes a new one. */
  connection: Connection | undefined;
  /** Titles of the other connections. */
  takenTitles?: readonly string[];
  /** Keeps what is typed and not saved. */
  store?: InputStore<ConnectionValues>;
  onSaved: (connection: Connection) => void;
  /** Taken over into its field; another object each time it is taken. */
  correction?: Correction;
  /** Called when the form differs from what is stored. */
  onDirtyChange: (isDirty: boolean) => void;
  authorization: Authorization;
}

/** The fields of a connection, drawn from its application's schema. */
export function ConnectionForm(props: ConnectionFormProps) {
  const { application, connection, takenTitles = [], store, correction, onSaved, onDirtyChange, authorization } = props;
  const specs = useMemo(() => fieldSpecsOf(application.fieldsSchema), [application]);
  const names = specs.map(({ name }) => name);
  const form = useForm<ConnectionValues>({
    defaultValues: valuesOf(specs, connection ?? { displayTitle: proposedTitle(application.name, takenTitles) }),
    resolver: zodResolver(schemaOf({ specs, connection, takenTitles })),
  });
  useInputStore(form, store);
  useCorrection(form, { specs, connection, correction });
  const { isDirty } = form.formState;
  useEffect(() => onDirtyChange(isDirty), [isDirty, onDirtyChange]);
  const { saving, submit, saveWithoutKeys } = useSaving(form, { application, connection, specs, store, onSaved });
  const { keyApproval } = application;
  const keys = specs.filter(({ name }) => keyApproval?.fields.includes(name));
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
          <SchemaFields specs={specs.filter((spec) => !keys.includes(spec))} secretsSet={connection?.secretsSet} />
          {keyApproval && (
            <>
              <ConnectAtApplication
                application={application}
                addressField={keyApproval.addressField}
                authorization={authorization}
                save={saveWithoutKeys}
              />
              <Text tone="soft">{texts.keysByHand}</Text>
              <SchemaFields specs={keys} secretsSet={connection?.secretsSet} />
            </>
          )}
          <ProblemAlert error={saving.error} isAtField={(path) => isAtControl(path, names)} />
          <Row>
            <Button type="submit" variant={connection && !isDirty ? 'secondary' : 'primary'} isBusy={saving.isPending}>
              {texts.save}
            </Button>
            <span role="status" className="text-sm text-ink-soft">
              {saving.isSuccess && !isDirty ? texts.saved : ''}
            </span>
          </Row>
        </Stack>
      </form>
    </FormProvider>
  );
}

/** Saves all of the form, or as much of it as is needed before the application gives its keys. */
function useSaving(
  form: UseFormReturn<ConnectionValues>,
  from: Pick<ConnectionFormProps, 'application' | 'connection' | 'store' | 'onSaved'> & { specs: FieldSpec[] },
) {
  const { application, connection, specs, store, onSaved } = from;
  const { isDirty } = form.formState;
  const onSuccess = (saved: Connection) => {
    form.reset(valuesOf(specs, saved));
    store?.save(undefined);
    onSaved(saved);
  };
  const create = useOperation('createConnection', { refreshes: ['listConnections'], onSuccess });
  const update = useOperation('updateConnection', { refreshes: ['listConnections', 'getConnection'], onSuccess });
  const names = specs.map(({ name }) => name);
  const onError = (problem: ProblemError) =>
    problemsByField(problem.fieldProblems, names).forEach(({ name, message }, index) =>
      form.setError(`fields.${name}`, { message }, { shouldFocus: index === 0 }),
    );
  const save = (values: Pick<Connection, 'displayTitle' | 'fields'>) =>
    (connection
      ? update.mutateAsync({ connectionId: connection.id, ...values }, { onError })
      : create.mutateAsync({ applicationId: application.id, ...values }, { onError })
    ).catch((): undefined => {
      // What went wrong stands in the form.
    });
  const submit = form.handleSubmit(({ displayTitle, fields }) =>
    save({ displayTitle, fields: jsonValuesOf(specs, fields) }),
  );
  const saveWithoutKeys = async (): Promise<Connection | undefined> => {
    const others = specs.filter(({ name }) => !application.keyApproval?.fields.includes(name));
    const paths = ['displayTitle' as const, ...others.map(({ name }) => `fields.${name}` as const)];
    if (!(await form.trigger(paths, { shouldFocus: true }))) return undefined;
    if (connection && !isDirty) return connection;
    const { displayTitle, fields } = form.getValues();
    return save({ displayTitle, fields: fieldsWithoutKeys(specs, { others, held: fields, connection }) });
  };
  return { saving: update.isIdle ? create : update, submit, saveWithoutKeys };
}

/** What is saved before the application gives its keys. Stored keys belong to the address that they were for: another one drops them. */
export function fieldsWithoutKeys(
  specs: readonly FieldSpec[],
  from: { others: FieldSpec[]; held: FormValues; connection: Connection | undefined },
): Record<string, JsonValue> {
  const { others, held, connection } = from;
  const values = jsonValuesOf(others, held);
  if (!connection) return values;
  const before = jsonValuesOf(others, formValuesOf(others, connection.fields));
  if (JSON.stringify(before) === JSON.stringify(values)) return values;
  const keys = specs.filter((spec) => !others.includes(spec));
  return { ...values, ...Object.fromEntries(keys.map(({ name }) => [name, null])) };
}

/** Restores stored input, and stores new input. */
function useInputStore(form: UseFormReturn<ConnectionValues>, store: InputStore<ConnectionValues> | undefined): void {
  const storeRef = useRef(store);
  useEffect(() => {
    storeRef.current = store;
  });
  useEffect(() => {
    const before = storeRef.current?.read();
    const now = form.getValues();
    if (before) {
      const fields = { ...now.fields, ...before.fields };
      form.reset({ displayTitle: before.displayTitle ?? now.displayTitle, fields }, { keepDefaultValues: true });
    }
    return form.subscribe({
      formState: { values: true, isDirty: true },
      callback: ({ values, isDirty }) => {
        if (isDirty) storeRef.current?.save(structuredClone(values));
      },
    });
  }, [form]);
}

/** Puts a correction into its field. A secret that is stored belongs to the old address, so it is asked for again. */
function useCorrection(
  form: UseFormReturn<ConnectionValues>,
  from: { specs: FieldSpec[]; connection: Connection | undefined; correction: Correction | undefined },
): void {
  const fromRef = useRef(from);
  useEffect(() => {
    fromRef.current = from;
  });
  const takenRef = useRef<Correction>(undefined);
  const { correction } = from;
  useEffect(() => {
    if (!correction || takenRef.current === correction) return;
    takenRef.current = correction;
    const { specs, connection } = fromRef.current;
    form.setValue(`fields.${correction.field}`, correction.value, { shouldDirty: true, shouldTouch: true });
    const again = secretsToEnterAgain(specs, { held: form.getValues().fields, connection, correction });
    for (const name of again) form.setError(`fields.${name}`, { type: 'again', message: texts.secretAgain });
    form.setFocus(`fields.${again[0] ?? correction.field}`);
  }, [form, correction]);
}

/** The stored secrets that a correction to another host or scheme leaves without a value. */
export function secretsToEnterAgain(
  specs: readonly FieldSpec[],
  from: { held: FormValues; connection: Connection | undefined; correction: Correction },
): string[] {
  const { held, connection, correction } = from;
  const before = connection?.fields[correction.field];
  if (typeof before === 'string' && isSameOrigin(before, correction.value)) return [];
  const stored = connection?.secretsSet ?? [];
  return specs.map(({ name }) => name).filter((name) => stored.includes(name) && !held[name]);
}

function isSameOrigin(one: string, other: string): boolean {
  return URL.canParse(one) && URL.canParse(other) && new URL(one).origin === new URL(other).origin;
}

function valuesOf(specs: FieldSpec[], from: Pick<Connection, 'displayTitle'> & Partial<Connection>): ConnectionValues {
  return { displayTitle: from.displayTitle, fields: formValuesOf(specs, from.fields ?? {}) };
}

function schemaOf(form: { specs: FieldSpec[]; connection: Connection | undefined; takenTitles: readonly string[] }) {
  const { specs, connection, takenTitles } = form;
  const { displayTitle } = connectionCreate.request.shape;
  const title = z.string().trim().min(1, texts.displayTitleMissing).max(80, texts.displayTitleLong);
  return z.object({
    displayTitle: title.refine((typed) => !isTaken(typed, takenTitles), texts.displayTitleTaken).pipe(displayTitle),
    fields: formSchemaOf(specs, { secretsSet: connection?.secretsSet }),
  });
}

const MAX_CHARACTERS = 80;

/** A title for a new connection that no other has: the application's name, numbered where that is taken. */
export function proposedTitle(applicationName: string, taken: readonly string[]): string {
  const name = applicationName.slice(0, MAX_CHARACTERS - 5);
  for (let count = 1; ; count += 1) {
    const title = count === 1 ? name : `${name} ${count}`;
    if (!isTaken(title, taken)) return title;
  }
}

export function isTaken(title: string, taken: readonly string[]): boolean {
  const normal = (text: string) => text.trim().toLowerCase();
  return taken.some((other) => normal(other) === normal(title));
}
