import type { Application, Connection, TestStep } from '@koppel/contracts';
import { Alert, Button, CopyField, Field, Row, Stack, Text } from '@koppel/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useOperation } from '../../shared/api/queries.js';
import { ProblemAlert } from '../../shared/page/query-view.js';
import { ManualPanel } from '../application/manual.js';
import { type Authorization, AuthorizationNotice, useAuthorization } from './authorization.js';
import { ConnectionForm, type ConnectionFormProps } from './connection-form.js';
import { connectionReason, type Correction, TestSteps } from './connection-state.js';
import { texts } from './texts.js';

export interface ConnectionEditorProps extends Omit<
  ConnectionFormProps,
  'onDirtyChange' | 'correction' | 'authorization'
> {
  onTested?: (connection: Connection, steps: TestStep[]) => void;
}

/** Fill in, save, authorize and test one connection, with the manual beside it. */
export function ConnectionEditor({ onTested, ...form }: ConnectionEditorProps) {
  const { application, connection } = form;
  const [isDirty, setIsDirty] = useState(false);
  const [correction, setCorrection] = useState<Correction>();
  const authorization = useAuthorization((granted, steps) => {
    // An OAuth log-in tests nothing: that is the next step.
    if (steps.length > 0) onTested?.(granted, steps);
  });
  return (
    <Stack columns="beside" gap="lg">
      <Stack gap="lg">
        {application.authorization === 'oauth2' && application.redirectPath && (
          <Field label={texts.redirectUri} help={texts.redirectUriHelp(application.name)}>
            <CopyField
              value={location.origin + application.redirectPath}
              copyLabel={texts.copy}
              copiedLabel={texts.copied}
            />
          </Field>
        )}
        <ConnectionForm {...form} correction={correction} onDirtyChange={setIsDirty} authorization={authorization} />
        <Connect
          application={application}
          connection={connection}
          isDirty={isDirty}
          authorization={authorization}
          onTested={onTested}
          // A new object each time: the same offer may be taken twice.
          onCorrect={(taken) => setCorrection({ ...taken })}
        />
      </Stack>
      <ManualPanel application={application} />
    </Stack>
  );
}

interface ConnectProps extends Pick<ConnectionEditorProps, 'application' | 'connection' | 'onTested'> {
  isDirty: boolean;
  authorization: Authorization;
  onCorrect: (correction: Correction) => void;
}

function Connect({ application, connection, isDirty, authorization, onTested, onCorrect }: ConnectProps) {
  const queryClient = useQueryClient();
  const test = useOperation('testConnection', {
    onSuccess: ({ connection: tested, steps }) => {
      queryClient.setQueryData(['getConnection', { connectionId: tested.id }], tested);
      void queryClient.invalidateQueries({ queryKey: ['listConnections'] });
      onTested?.(tested, steps);
    },
  });
  const needsGrant = application.authorization === 'oauth2';
  const isSaved = connection !== undefined && !isDirty;
  const isGranted = connection !== undefined && hasAccess(application, connection);
  const authorize = () => {
    test.reset();
    if (connection) authorization.start(connection.id);
  };
  const runTest = () => {
    authorization.reset();
    if (connection) test.mutate({ connectionId: connection.id });
  };
  return (
    <Stack>
      {authorization.status === 'idle' && <NextAct {...{ application, connection, isSaved, isGranted }} />}
      <div aria-live="polite" className="empty:hidden">
        <AuthorizationNotice authorization={authorization} button={needsGrant ? texts.authorize : texts.connect} />
      </div>
      <TestSteps steps={authorization.steps} onCorrect={onCorrect} />
      <Row>
        {needsGrant && (
          <Button variant={isSaved && !isGranted ? 'primary' : 'secondary'} disabled={!isSaved} onClick={authorize}>
            {texts.authorize}
          </Button>
        )}
        <Button
          variant={isSaved && isGranted && connection?.state !== 'ready' ? 'primary' : 'secondary'}
          disabled={!isSaved || !isGranted}
          isBusy={test.isPending}
          onClick={runTest}
        >
          {texts.test}
        </Button>
      </Row>
      <ProblemAlert error={test.error} />
      {test.data && <TestOutcome connection={test.data.connection} steps={test.data.steps} onCorrect={onCorrect} />}
    </Stack>
  );
}

/** Access is granted at the provider, or the keys stand in the connection. */
function hasAccess({ authorization, keyApproval }: Application, { state, fields, secretsSet }: Connection): boolean {
  if (authorization === 'oauth2') return state !== 'draft';
  return (keyApproval?.fields ?? []).every((name) => name in fields || secretsSet.includes(name));
}

function NextAct(props: {
  application: Application;
  connection: Connection | undefined;
  isSaved: boolean;
  isGranted: boolean;
}) {
  const { application, connection, isSaved, isGranted } = props;
  if (connection?.reason && (connection.state === 'needs_attention' || !isGranted)) {
    return <Alert tone="warning">{connectionReason(connection)}</Alert>;
  }
  if (!isSaved) return <Text tone="soft">{texts.saveFirst}</Text>;
  if (!isGranted) {
    const next = application.authorization === 'oauth2' ? texts.authorizeFirst : texts.connectFirst;
    return <Text tone="soft">{next(application.name)}</Text>;
  }
  return connection?.state === 'ready' ? null : <Text tone="soft">{texts.testNext}</Text>;
}

function TestOutcome(props: {
  connection: Connection;
  steps: TestStep[];
  onCorrect: (correction: Correction) => void;
}) {
  const { connection, steps, onCorrect } = props;
  const isReady = connection.state === 'ready';
  return (
    <Stack>
      <Alert tone={isReady ? 'good' : 'danger'} title={isReady ? texts.testPassedTitle : texts.testFailedTitle}>
        {!isReady && connectionReason(connection)}
      </Alert>
      <TestSteps steps={steps} onCorrect={onCorrect} />
    </Stack>
  );
}
