import { Alert, Button, Row, Stack, Text } from '@koppel/ui';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import SetUpSecondFactor from '../../entities/second-factor/set-up.js';
import { QueryView } from '../../shared/page/query-view.js';
import { passkeysQuery, secondFactorQuery } from '../../shared/session/accounts.js';
import { PasskeyButton } from '../../shared/session/passkey-button.js';
import { canUsePasskeys } from '../../shared/session/passkey-support.js';
import { sessionQuery } from '../../shared/session/session.js';
import { Organizations, SignOut } from '../../shared/shell/account-menu.js';
import { Entrance } from '../../shared/shell/entrance.js';
import { AddPasskey } from './add-passkey.js';
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
          {({ hasApp, isByPasskey }) =>
            hasApp || isByPasskey ? <SwitchedOn onGoOn={goOn} /> : <NotShown onDone={goOn} />
          }
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

/** Who has a passkey shows it; others set up the one or the other. */
function NotShown({ onDone }: { onDone: () => void }) {
  const passkeys = useQuery(passkeysQuery);
  return (
    <QueryView query={passkeys}>
      {(rows) => (rows.length > 0 ? <OwnPasskey onDone={onDone} /> : <NewFactor onDone={onDone} />)}
    </QueryView>
  );
}

function OwnPasskey({ onDone }: { onDone: () => void }) {
  return (
    <Stack>
      <Text>{texts.passkeyFirst}</Text>
      {!canUsePasskeys() && <Text tone="soft">{texts.passkeysUnsupported}</Text>}
      <PasskeyButton label={texts.byPasskey} onDone={onDone} />
    </Stack>
  );
}

function NewFactor({ onDone }: { onDone: () => void }) {
  return (
    <Stack gap="lg">
      <SetUpSecondFactor onDone={onDone} />
      <Stack gap="sm">
        <p className="font-semibold">{texts.orPasskey}</p>
        <AddPasskey onAdded={onDone} />
      </Stack>
    </Stack>
  );
}
