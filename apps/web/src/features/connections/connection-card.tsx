import type { Application, Connection } from '@koppel/contracts';
import { Alert, Button, Card, Row, Stack, Text } from '@koppel/ui';
import { Link } from '@tanstack/react-router';
import { apiQuery, useOperation } from '../../lib/api/queries.js';
import { ApplicationLogo } from '../../lib/connection/application-logo.js';
import { ConnectionBadge } from '../../lib/connection/connection-badge.js';
import { TestSteps } from '../../lib/connection/test-steps.js';
import { stateWords } from '../../lib/connection/texts.js';
import { formatMoment } from '../../lib/format/format.js';
import { ProblemAlert } from '../../lib/page/problem-alert.js';
import { useIsAllowed } from '../../lib/session/permission.js';
import { useQueryClient } from '@tanstack/react-query';
import { texts } from './texts.js';

/** One connection: how it is, and the quick ways to mend it. */
export function ConnectionCard(props: { connection: Connection; application: Application | undefined }) {
  const { connection, application } = props;
  const isAllowed = useIsAllowed();
  const queryClient = useQueryClient();
  const test = useOperation('testConnection', {
    refreshes: ['listConnections'],
    onSuccess: ({ connection: tested }) =>
      queryClient.setQueryData(apiQuery('getConnection', { connectionId: tested.id }).queryKey, tested),
  });
  const { explanation } = stateWords[connection.state];
  return (
    <Card
      title={
        <Row gap="md">
          {application && <ApplicationLogo application={application} />}
          {connection.displayTitle}
        </Row>
      }
      description={application?.name ?? connection.applicationId}
      aside={<ConnectionBadge state={connection.state} />}
      footer={
        <>
          {isAllowed('testConnection') && (
            <Button
              size="sm"
              isBusy={test.isPending}
              disabled={connection.state === 'draft' && application?.authorization === 'oauth2'}
              onClick={() => test.mutate({ connectionId: connection.id })}
            >
              {texts.test}
            </Button>
          )}
          {isAllowed('updateConnection') && (
            <Button size="sm" asChild aria-label={texts.openNamed(connection.displayTitle)}>
              <Link to="/connections/$connectionId" params={{ connectionId: connection.id }}>
                {texts.open}
              </Link>
            </Button>
          )}
        </>
      }
    >
      <Stack>
        {connection.state === 'needs_attention' ? (
          <Alert tone="danger">{connection.reason ?? explanation}</Alert>
        ) : (
          <Text>{explanation}</Text>
        )}
        <Text tone="soft" size="sm">
          {connection.testedAt ? texts.tested(formatMoment(connection.testedAt)) : texts.neverTested}
        </Text>
        <ProblemAlert error={test.error} />
        {test.data && <TestSteps steps={test.data.steps} />}
      </Stack>
    </Card>
  );
}
