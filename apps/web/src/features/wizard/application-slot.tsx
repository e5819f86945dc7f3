import type { Application, ApplicationId, Connection, TestStep } from '@koppel/contracts';
import { Button, Card, Row, Stack, Text } from '@koppel/ui';
import { lazy, Suspense, useEffect, useRef } from 'react';
import { ApplicationLogo } from '../../lib/connection/application-logo.js';
import { ConnectionBadge } from '../../lib/connection/connection-badge.js';
import { TestSteps } from '../../lib/connection/test-steps.js';
import { Loading } from '../../lib/page/query-view.js';
import { ApplicationPicker } from './application-picker.js';
import { texts } from './texts.js';

/** Forms and manuals come once an application is chosen. */
const ConnectionChooser = lazy(() =>
  import('./connection-chooser.js').then((module) => ({ default: module.ConnectionChooser })),
);

const words = texts.applications;

export interface ApplicationSlotProps {
  title: string;
  isOpen: boolean;
  /** The person's own act brought them here, so that the focus follows. */
  takesFocus: boolean;
  /** Those that can be chosen here. */
  applications: Application[];
  applicationId: ApplicationId | undefined;
  connection: Connection | undefined;
  connections: Connection[];
  /** What the last test here checked. */
  testSteps: TestStep[] | undefined;
  onApplication: (applicationId: ApplicationId | undefined) => void;
  onConnection: (connection: Connection | undefined) => void;
  onTested: (connection: Connection, steps: TestStep[]) => void;
  onChange: () => void;
  onKeep: () => void;
}

/** One of the two applications: to be chosen and connected, or how it stands. */
export function ApplicationSlot(props: ApplicationSlotProps) {
  const { title, isOpen, takesFocus, applications, applicationId, connection } = props;
  const application = applications.find(({ id }) => id === applicationId);
  if (!isOpen) return <ClosedSlot {...props} application={application} />;
  if (!application) {
    return (
      <Card title={title}>
        <ApplicationPicker applications={applications} takesFocus={takesFocus} onChoose={props.onApplication} />
      </Card>
    );
  }
  return (
    <Card
      title={title}
      aside={
        <Row>
          {connection?.state === 'ready' && (
            <Button size="sm" onClick={props.onKeep}>
              {words.done}
            </Button>
          )}
          <Button size="sm" onClick={() => props.onApplication(undefined)}>
            {words.another}
          </Button>
        </Row>
      }
    >
      <Stack gap="lg">
        <Row gap="md">
          <ApplicationLogo application={application} />
          <FocusedName key={application.id} name={application.name} takesFocus={takesFocus} />
          {connection && <ConnectionBadge state={connection.state} />}
        </Row>
        <Suspense fallback={<Loading />}>
          <ConnectionChooser
            key={application.id}
            application={application}
            connection={connection}
            connections={props.connections.filter((one) => one.applicationId === application.id)}
            onConnection={props.onConnection}
            onTested={props.onTested}
          />
        </Suspense>
      </Stack>
    </Card>
  );
}

/** What was chosen is read out, and the form comes next. */
function FocusedName({ name, takesFocus }: { name: string; takesFocus: boolean }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (takesFocus) heading.current?.focus();
    // Only when it appears.
    // eslint-disable-next-line react-hooks/exhaustive-deps -- as said above
  }, []);
  return (
    <h3 ref={heading} tabIndex={-1} className="text-lg font-semibold outline-none">
      {name}
    </h3>
  );
}

function ClosedSlot(props: ApplicationSlotProps & { application: Application | undefined }) {
  const { title, application, connection, testSteps, takesFocus, onChange } = props;
  if (!connection || !application) {
    return (
      <Card title={title}>
        <Text tone="soft">{words.later}</Text>
      </Card>
    );
  }
  return (
    <Card
      title={title}
      aside={
        <>
          <ConnectionBadge state={connection.state} />
          <Button size="sm" onClick={onChange} aria-label={words.changeNamed(connection.displayTitle)}>
            {words.change}
          </Button>
        </>
      }
    >
      <Stack>
        <Row gap="md">
          <ApplicationLogo application={application} />
          <span className="min-w-0">
            <FocusedName name={connection.displayTitle} takesFocus={takesFocus} />
            <span className="block text-sm text-ink-soft">{application.name}</span>
          </span>
        </Row>
        {testSteps && <TestSteps steps={testSteps} />}
      </Stack>
    </Card>
  );
}
