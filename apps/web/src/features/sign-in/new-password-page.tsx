import { minPasswordLength } from '@koppel/contracts';
import { Alert, Button, Stack } from '@koppel/ui';
import { useMutation } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { type FormEvent, useRef, useState } from 'react';
import { ProblemAlert } from '../../shared/page/query-view.js';
import { choosePassword } from '../../shared/session/accounts.js';
import { Entrance } from '../../shared/shell/entrance.js';
import { BackToSignIn } from './forgotten-password-page.js';
import { NewPasswordField } from './password-field.js';
import { texts } from './texts.js';

const route = getRouteApi('/new-password');

/** Where the link in a mail about a forgotten password leads. */
export function NewPasswordPage() {
  const { token } = route.useSearch();
  const [newPassword, setNewPassword] = useState('');
  const [problem, setProblem] = useState<string>();
  const input = useRef<HTMLInputElement>(null);
  const choose = useMutation({ mutationFn: choosePassword });
  if (token === undefined) return <Broken />;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const isShort = newPassword.length < minPasswordLength;
    setProblem(isShort ? texts.passwordShort : undefined);
    if (isShort) input.current?.focus();
    else choose.mutate({ token, newPassword });
  };
  return (
    <Entrance title={texts.newPasswordTitle}>
      <Stack gap="lg">
        {choose.isSuccess ? (
          <Alert tone="good" title={texts.passwordSaved} />
        ) : (
          <form noValidate onSubmit={submit}>
            <Stack gap="lg">
              <NewPasswordField
                label={texts.newPassword}
                value={newPassword}
                error={problem}
                inputRef={input}
                onChange={setNewPassword}
              />
              <ProblemAlert error={choose.error} />
              <Button type="submit" variant="primary" isBusy={choose.isPending}>
                {texts.save}
              </Button>
            </Stack>
          </form>
        )}
        <BackToSignIn />
      </Stack>
    </Entrance>
  );
}

function Broken() {
  return (
    <Entrance title={texts.newPasswordTitle}>
      <Stack gap="lg">
        <Alert tone="danger" title={texts.noToken} />
        <BackToSignIn />
      </Stack>
    </Entrance>
  );
}
