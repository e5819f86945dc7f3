import type { Application, Connection, TestStep } from '@koppel/contracts';
import { ChoiceCards, Stack } from '@koppel/ui';
import { useState } from 'react';
import { ConnectionBadge } from '../../lib/connection/connection-badge.js';
import { ConnectionEditor } from '../../lib/connection/connection-editor.js';
import { texts } from './texts.js';

const newValue = 'new';

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
  const [isNew, setIsNew] = useState(connections.length === 0);
  // A new form only when the person chooses, not when the new connection gets its id by saving.
  const [formKey, setFormKey] = useState(0);
  const choose = (value: string) => {
    setIsNew(value === newValue);
    setFormKey(formKey + 1);
    onConnection(connections.find(({ id }) => id === value));
  };
  const created = isNew && connection ? connection.id : undefined;
  const earlier = connections.filter(({ id }) => id !== created);
  const words = texts.applications;
  return (
    <Stack gap="lg">
      {earlier.length > 0 && (
        <ChoiceCards
          label={words.existing}
          value={isNew ? newValue : connection?.id}
          onChange={choose}
          choices={[
            ...earlier.map(({ id, displayTitle, state }) => ({
              value: id,
              title: displayTitle,
              badge: <ConnectionBadge state={state} />,
            })),
            { value: newValue, title: words.newConnection, description: words.newConnectionHelp },
          ]}
        />
      )}
      {(isNew || connection) && (
        <ConnectionEditor
          key={formKey}
          application={application}
          connection={connection}
          onSaved={onConnection}
          onTested={onTested}
        />
      )}
    </Stack>
  );
}
