import type { Application, Connection, TestStep } from '@koppel/contracts';
import { ChoiceCards, Stack } from '@koppel/ui';
import { useMemo, useState } from 'react';
import { ConnectionEditor, type ConnectionEditorProps } from '../../entities/connection/connection-editor.js';
import { ConnectionBadge } from '../../entities/connection/connection-state.js';
import { fieldSpecsOf } from '../../shared/schema-form/field-spec.js';
import { withoutSecrets } from '../../shared/schema-form/form-value.js';
import { useDraft } from './draft-context.js';
import { texts } from './texts.js';

const newValue = 'new';
type FormStore = NonNullable<ConnectionEditorProps['store']>;

export interface ConnectionChooserProps {
  application: Application;
  connection: Connection | undefined;
  /** The ones of this application. */
  connections: Connection[];
  onConnection: (connection: Connection | undefined) => void;
  onTested: (connection: Connection, steps: TestStep[]) => void;
}

/** A connection that exists already, or a new one; below it its form. */
export function ConnectionChooser(props: ConnectionChooserProps) {
  const { application, connection, connections, onConnection, onTested } = props;
  const store = useFormStore(application, connection);
  const [isNew, setIsNew] = useState(() => connections.length === 0 || (!connection && store.read() !== undefined));
  // A new form only when the user chooses, not when the new connection gets its id by saving.
  const [formKey, setFormKey] = useState(0);
  const choose = (value: string) => {
    setIsNew(value === newValue);
    setFormKey(formKey + 1);
    onConnection(connections.find(({ id }) => id === value));
  };
  const created = isNew && connection ? connection.id : undefined;
  const earlier = connections.filter(({ id }) => id !== created);
  const others = connections.filter(({ id }) => id !== connection?.id);
  const stepTexts = texts.applications;
  return (
    <Stack gap="lg">
      {earlier.length > 0 && (
        <ChoiceCards
          label={stepTexts.existing}
          value={isNew ? newValue : connection?.id}
          onChange={choose}
          choices={[
            ...earlier.map(({ id, displayTitle, state }) => ({
              value: id,
              title: displayTitle,
              badge: <ConnectionBadge state={state} />,
            })),
            { value: newValue, title: stepTexts.newConnection, description: stepTexts.newConnectionHelp },
          ]}
        />
      )}
      {(isNew || connection) && (
        <ConnectionEditor
          key={formKey}
          application={application}
          connection={connection}
          takenTitles={others.map(({ displayTitle }) => displayTitle)}
          store={store}
          onSaved={(saved) => {
            // The input of the new connection is saved now, under its new id.
            store.save(undefined);
            onConnection(saved);
          }}
          onTested={onTested}
        />
      )}
    </Stack>
  );
}

/** Stores the form in the draft; secrets only in memory while the page is open. */
function useFormStore(application: Application, connection: Connection | undefined): FormStore {
  const { inputStore } = useDraft();
  const specs = useMemo(() => fieldSpecsOf(application.fieldsSchema), [application]);
  return useMemo((): FormStore => {
    const key = connection ? `connection:${connection.id}` : `new:${application.id}`;
    return inputStore(key, ({ displayTitle, fields }) => ({ displayTitle, fields: withoutSecrets(specs, fields) }));
  }, [inputStore, connection, application, specs]);
}
