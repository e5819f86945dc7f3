import type { Application, Connection, Integration } from '@koppel/contracts';
import { Alert, Button, Card, Stack, Text, TextLink } from '@koppel/ui';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { apiQuery, useOperation } from '../../lib/api/queries.js';
import { AuthorizationNotice } from '../../lib/connection/authorization-notice.js';
import { ConnectionBadge } from '../../lib/connection/connection-badge.js';
import { TestSteps } from '../../lib/connection/test-steps.js';
import { stateWords } from '../../lib/connection/texts.js';
import { useAuthorization } from '../../lib/connection/use-authorization.js';
import { formatMoment } from '../../lib/format/format.js';
import { language } from '../../lib/i18n/language.js';
import { ProblemAlert } from '../../lib/page/problem-alert.js';
import { useIsAllowed } from '../../lib/session/permission.js';
import { texts } from './texts.js';

export interface ConnectionCardProps {
  connection: Connection;
  application: Application | undefined;
  /** Undefined while that is not known. */
  usedBy: Integration[] | undefined;
}

/** One connection: how it is, and the quick ways to mend it. */
export function ConnectionCard({ connection, application, usedBy }: ConnectionCardProps) {
  const queryClient = useQueryClient();
  const authorization = useAuthorization(connection);
  const test = useOperation('testConnection', {
    refreshes: ['listConnections'],
    onSuccess: ({ connection: tested }) =>
      queryClient.setQueryData(apiQuery('getConnection', { connectionId: tested.id }).queryKey, tested),
  });
  const { displayTitle, state } = connection;
  return (
    <Card
      level={3}
      title={
        <TextLink look="title">
          <Link to="/connections/$connectionId" params={{ connectionId: connection.id }}>
            {displayTitle}
          </Link>
        </TextLink>
      }
      aside={<ConnectionBadge state={state} />}
      footer={
        <Actions
          connection={connection}
          needsGrant={application?.authorization === 'oauth2'}
          isTesting={test.isPending}
          onTest={() => test.mutate({ connectionId: connection.id, language })}
          onAuthorize={authorization.start}
        />
      }
    >
      <Stack>
        <StateText connection={connection} />
        <Text tone="soft" size="sm">
          {connection.testedAt ? texts.tested(formatMoment(connection.testedAt)) : texts.neverTested}
          {usedBy && ` ${texts.usedByCount(usedBy.length)}`}
        </Text>
        <AuthorizationNotice
          status={authorization.status}
          connectionId={connection.id}
          onOpenAgain={authorization.start}
        />
        <ProblemAlert error={test.error} />
        <div aria-live="polite" className="empty:hidden">
          {test.data && <TestSteps steps={test.data.steps} />}
        </div>
      </Stack>
    </Card>
  );
}

interface ActionsProps {
  connection: Connection;
  /** Its provider asks a person for consent. */
  needsGrant: boolean;
  isTesting: boolean;
  onTest: () => void;
  onAuthorize: () => void;
}

function Actions({ connection, needsGrant, isTesting, onTest, onAuthorize }: ActionsProps) {
  const isAllowed = useIsAllowed();
  const { displayTitle, state } = connection;
  const authorize = state === 'draft' ? texts.authorize : texts.authorizeAgain;
  return (
    <>
      {isAllowed('testConnection') && (
        <Button
          size="sm"
          isBusy={isTesting}
          disabled={state === 'draft' && needsGrant}
          aria-label={texts.of(texts.test, displayTitle)}
          onClick={onTest}
        >
          {texts.test}
        </Button>
      )}
      {needsGrant && isAllowed('updateConnection') && (
        <Button
          size="sm"
          variant={state === 'needs_attention' ? 'primary' : 'secondary'}
          aria-label={texts.of(authorize, displayTitle)}
          onClick={onAuthorize}
        >
          {authorize}
        </Button>
      )}
      <Button size="sm" variant="quiet" asChild aria-label={texts.openNamed(displayTitle)}>
        <Link to="/connections/$connectionId" params={{ connectionId: connection.id }}>
          {texts.open}
        </Link>
      </Button>
    </>
  );
}

function StateText({ connection: { state, reason } }: { connection: Connection }) {
  const { explanation } = stateWords[state];
  if (state === 'needs_attention') return <Alert tone="danger">{reason ?? explanation}</Alert>;
  return <Text>{explanation}</Text>;
}
