import { Alert, Button, Field, Input, Stack, TextLink } from '@koppel/ui';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useRef, useState } from 'react';
import { ProblemAlert } from '../../shared/page/query-view.js';
import { requestPassword } from '../../shared/session/accounts.js';
import { isEmailAddress } from '../../shared/session/email-address.js';
import { Entrance } from '../../shared/shell/entrance.js';
import { texts } from './texts.js';

/** Asks for a mail with a link to a new password. */
export function ForgottenPasswordPage() {
  const [email, setEmail] = useState('');
  const [problem, setProblem] = useState<string>();
  const input = useRef<HTMLInputElement>(null);
  const request = useMutation({ mutationFn: () => requestPassword(email.trim()) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const isWrong = !isEmailAddress(email.trim());
    setProblem(isWrong ? texts.emailWrong : undefined);
    if (isWrong) input.current?.focus();
    else request.mutate();
  };
  return (
    <Entrance title={texts.forgottenTitle} description={texts.forgottenIntroduction}>
      <Stack gap="lg">
        {request.isSuccess ? (
          <Alert tone="good" title={texts.linkSent(email.trim())} />
        ) : (
          <form noValidate onSubmit={submit}>
            <Stack gap="lg">
              <Field label={texts.email} error={problem} isRequired>
                <Input
                  ref={input}
                  type="email"
                  autoComplete="username"
                  value={email}
                  onChange={(event) => setEmail(event.target.value)}
                />
              </Field>
              <ProblemAlert error={request.error} />
              <Button type="submit" variant="primary" isBusy={request.isPending}>
                {texts.sendLink}
              </Button>
            </Stack>
          </form>
        )}
        <BackToSignIn />
      </Stack>
    </Entrance>
  );
}

export function BackToSignIn() {
  return (
    <p className="text-sm">
      <TextLink>
        <Link to="/sign-in">{texts.toSignIn}</Link>
      </TextLink>
    </p>
  );
}
