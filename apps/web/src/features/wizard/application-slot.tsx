import type { Application, ApplicationId, Connection, TestStep } from '@koppel/contracts';
import { Button, Card, Row, Stack, Text } from '@koppel/ui';
import { ApplicationLogo } from '../../lib/connection/application-logo.js';
import { ConnectionBadge } from '../../lib/connection/connection-badge.js';
import { TestSteps } from '../../lib/connection/test-steps.js';
import { ApplicationPicker } from './application-picker.js';
import { ConnectionChooser } from './connection-chooser.js';
import { texts } from './texts.js';

export interface ApplicationSlotProps {
  title: string;
  isOpen: boolean;
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
  const { title, isOpen, applications, applicationId, connection } = props;
  const application = applications.find(({ id }) => id === applicationId);
  if (!isOpen) return <ClosedSlot {...props} application={application} />;
  if (!application) {
    return (
      <Card title={title}>
        <ApplicationPicker applications={applications} onChoose={props.onApplication} />
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
              {texts.applications.done}
            </Button>
          )}
          <Button size="sm" onClick={() => props.onApplication(undefined)}>
            {texts.applications.another}
          </Button>
        </Row>
      }
    >
      <Stack gap="lg">
        <Row gap="md">
          <ApplicationLogo application={application} />
          <span className="text-lg font-semibold">{application.name}</span>
          {connection && <ConnectionBadge state={connection.state} />}
        </Row>
        <ConnectionChooser
          key={application.id}
          application={application}
          connection={connection}
          connections={props.connections.filter((one) => one.applicationId === application.id)}
          onConnection={props.onConnection}
          onTested={props.onTested}
        />
      </Stack>
    </Card>
  );
}

function ClosedSlot(props: ApplicationSlotProps & { application: Application | undefined }) {
  const { title, application, connection, testSteps, onChange } = props;
  if (!connection || !application) {
    return (
      <Card title={title}>
        <Text tone="soft">{texts.applications.later}</Text>
      </Card>
    );
  }
  return (
    <Card
      title={title}
      aside={
        <>
          <ConnectionBadge state={connection.state} />
          <Button size="sm" onClick={onChange} aria-label={texts.applications.changeNamed(connection.displayTitle)}>
            {texts.applications.change}
          </Button>
        </>
      }
    >
      <Stack>
        <Row gap="md">
          <ApplicationLogo application={application} />
          <span className="min-w-0">
            <span className="block font-semibold break-words">{connection.displayTitle}</span>
            <span className="block text-sm text-ink-soft">{application.name}</span>
          </span>
        </Row>
        {testSteps && <TestSteps steps={testSteps} />}
      </Stack>
    </Card>
  );
}
