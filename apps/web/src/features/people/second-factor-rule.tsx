import { Alert, Card, Stack, Text, TextLink } from '@koppel/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { PasswordToConfirm } from '../../entities/second-factor/password-to-confirm.js';
import type { Reply } from '../../shared/api/call.js';
import { apiQuery, useOperation } from '../../shared/api/queries.js';
import { QueryView } from '../../shared/page/query-view.js';
import { secondFactorQuery } from '../../shared/session/accounts.js';
import { texts } from './texts.js';

/** Whether everybody in the organization has to have a second factor; switched with the password. */
export function SecondFactorRule() {
  const rules = useQuery(apiQuery('getSignInRules', {}));
  const ownFactor = useQuery(secondFactorQuery);
  return (
    <Card title={texts.secondFactor} description={texts.secondFactorHelp}>
      <QueryView query={rules}>
        {(known) => (
          <QueryView query={ownFactor}>
            {({ hasApp, isByPasskey }) => <Rule rules={known} hasOwnFactor={hasApp || isByPasskey} />}
          </QueryView>
        )}
      </QueryView>
    </Card>
  );
}

function Rule({ rules, hasOwnFactor }: { rules: Reply<'getSignInRules'>; hasOwnFactor: boolean }) {
  const { isSecondFactorRequired: isRequired, membersWithoutSecondFactor: without } = rules;
  const change = useOperation('changeSignInRules', { refreshes: ['getSignInRules'] });
  return (
    <Stack>
      {isRequired ? <Alert tone="good" title={texts.factorRequired} /> : <Text>{texts.factorOptional}</Text>}
      {without > 0 && <Text tone="soft">{texts.withoutFactor(without)}</Text>}
      {isRequired || hasOwnFactor ? (
        <PasswordToConfirm
          main={{
            label: isRequired ? texts.makeFactorOptional : texts.requireFactor,
            isBusy: change.isPending,
            run: (password) => change.mutate({ isSecondFactorRequired: !isRequired, password }),
          }}
          error={change.error}
        />
      ) : (
        <Text>
          {texts.ownFactorFirst}{' '}
          <TextLink>
            <Link to="/account">{texts.toAccount}</Link>
          </TextLink>
        </Text>
      )}
    </Stack>
  );
}
