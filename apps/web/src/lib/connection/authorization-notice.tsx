import { Alert, Button } from '@koppel/ui';
import { authorizeUrl, type AuthorizationStatus } from './authorization.js';
import { texts } from './texts.js';

export interface AuthorizationNoticeProps {
  status: AuthorizationStatus;
  connectionId: string;
  onOpenAgain: () => void;
}

/** Where the log-in at the provider stands, and what to do. */
export function AuthorizationNotice({ status, connectionId, onOpenAgain }: AuthorizationNoticeProps) {
  const again = (
    <Button size="sm" onClick={onOpenAgain}>
      {texts.openAgain}
    </Button>
  );
  const sameTab = (
    <Button size="sm" asChild>
      <a href={authorizeUrl(connectionId, location.pathname + location.search)}>{texts.sameTab}</a>
    </Button>
  );
  switch (status) {
    case 'idle':
      return null;
    case 'waiting':
      return (
        <Alert tone="info" title={texts.waitingTitle} actions={again}>
          {texts.waiting}
        </Alert>
      );
    case 'closed':
      return (
        <Alert tone="warning" title={texts.closedTitle} actions={again}>
          {texts.closed}
        </Alert>
      );
    case 'blocked':
      return (
        <Alert tone="warning" title={texts.blockedTitle} actions={sameTab}>
          {texts.blocked}
        </Alert>
      );
    case 'authorized':
      return (
        <Alert tone="good" title={texts.authorizedTitle}>
          {texts.testNext}
        </Alert>
      );
    default:
      return (
        <Alert tone="danger" title={status === 'denied' ? texts.deniedTitle : texts.failedTitle}>
          {status === 'denied' ? texts.denied : texts.failed}
        </Alert>
      );
  }
}
