import { Alert, Card, Stack, Text } from '@koppel/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { PasswordToConfirm } from '../../entities/second-factor/password-to-confirm.js';
import { RecoveryCodes } from '../../entities/second-factor/recovery-codes.js';
import { Loading, QueryView } from '../../shared/page/query-view.js';
import { endSecondFactor, makeRecoveryCodes, secondFactorQuery } from '../../shared/session/accounts.js';
import { texts } from './texts.js';

const SetUp = lazy(() => import('../../entities/second-factor/set-up.js'));

/** Codes of an app beside the password; every change asks for the password. */
export function SecondFactor() {
  const queryClient = useQueryClient();
  // The other sessions are ended, and this one is a new one.
  const refresh = () => queryClient.invalidateQueries();
  return (
    <Card title={texts.secondFactor} description={texts.secondFactorHelp}>
      <QueryView query={useQuery(secondFactorQuery)}>
        {({ hasApp }) => (hasApp ? <SwitchedOn onOff={refresh} /> : <SwitchedOff onOn={refresh} />)}
      </QueryView>
    </Card>
  );
}

function SwitchedOff({ onOn }: { onOn: () => unknown }) {
  return (
    <Stack>
      <Text>{texts.factorOff}</Text>
      <Suspense fallback={<Loading />}>
        <SetUp onDone={onOn} />
      </Suspense>
    </Stack>
  );
}

function SwitchedOn({ onOff }: { onOff: () => unknown }) {
  const renew = useMutation({ mutationFn: makeRecoveryCodes });
  const end = useMutation({ mutationFn: endSecondFactor, onSuccess: onOff });
  return (
    <Stack>
      <Alert tone="good" title={texts.factorOn} />
      {renew.data && (
        <>
          <Text>{texts.oldCodesEnded}</Text>
          <RecoveryCodes codes={renew.data.backupCodes} />
        </>
      )}
      <PasswordToConfirm
        main={{ label: texts.newRecoveryCodes, isBusy: renew.isPending, run: renew.mutate }}
        other={{ label: texts.switchOff, isBusy: end.isPending, run: end.mutate }}
        error={renew.error ?? end.error}
      />
    </Stack>
  );
}
