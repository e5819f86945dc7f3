import { Alert, Button, Row, Stack } from '@koppel/ui';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import SetUpSecondFactor from '../../entities/second-factor/set-up.js';
import { QueryView } from '../../shared/page/query-view.js';
import { secondFactorQuery } from '../../shared/session/accounts.js';
import { sessionQuery } from '../../shared/session/session.js';
import { Organizations, SignOut } from '../../shared/shell/account-menu.js';
import { Entrance } from '../../shared/shell/entrance.js';
import { texts } from './texts.js';

const route = getRouteApi('/second-factor');

/** Where a member is led whose organization requires a second factor: to set it up, to work in another organization, or to sign out. */
export function SecondFactorPage() {
  const { to = '/' } = route.useSearch();
  const { data: session } = useQuery(sessionQuery);
  const factor = useQuery(secondFactorQuery);
  if (!session) return null;
  const { organization, organizations, isSecondFactorMissing } = session;
  // A new page load: it begins with the new session.
  const goOn = () => location.assign(to);
  return (
    <Entrance
      title={texts.secondFactor}
      description={isSecondFactorMissing ? texts.factorRequiredBy(organization.name) : texts.secondFactorHelp}
    >
      <Stack gap="lg">
        <QueryView query={factor}>
          {(isOn) => (isOn ? <SwitchedOn onGoOn={goOn} /> : <SetUpSecondFactor onDone={goOn} />)}
        </QueryView>
        {organizations.length > 1 && <Organizations session={session} />}
        <Row>
          <SignOut />
        </Row>
      </Stack>
    </Entrance>
  );
}

function SwitchedOn({ onGoOn }: { onGoOn: () => void }) {
  return (
    <Stack>
      <Alert tone="good" title={texts.factorOn} />
      <Row>
        <Button variant="primary" onClick={onGoOn}>
          {texts.goOn}
        </Button>
      </Row>
    </Stack>
  );
}
