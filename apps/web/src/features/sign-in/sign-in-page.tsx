import { Button, Field, Input, Stack, TextLink } from '@koppel/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link, useRouter } from '@tanstack/react-router';
import { type FormEvent, lazy, Suspense, useRef, useState } from 'react';
import { Loading, ProblemAlert } from '../../shared/page/query-view.js';
import { isEmailAddress } from '../../shared/session/email-address.js';
import { PasskeyButton } from '../../shared/session/passkey-button.js';
import { sessionQuery, signIn } from '../../shared/session/session.js';
import { Entrance } from '../../shared/shell/entrance.js';
import { texts } from './texts.js';

export function SignInPage() {
  return (
    <Entrance title={texts.title} description={texts.introduction}>
      <SignInForm />
    </Entrance>
  );
}

const SecondStep = lazy(() => import('../../shared/session/second-step.js'));

/** Small on purpose: it is the first thing that is loaded, and needs no library of forms for two fields. */
function SignInForm() {
  const [isSecondStep, setIsSecondStep] = useState(false);
  const goOn = useGoingOn();
  if (isSecondStep)
    return (
      <Suspense fallback={<Loading />}>
        <SecondStep onDone={goOn} onRestart={() => setIsSecondStep(false)} />
      </Suspense>
    );
  return (
    <Stack gap="lg">
      <FirstStep onDone={(next) => (next === 'second-factor' ? setIsSecondStep(true) : goOn())} />
      <PasskeyButton label={texts.byPasskey} onDone={goOn} />
      <p className="text-sm">
        <TextLink>
          <Link to="/forgotten-password">{texts.forgotten}</Link>
        </TextLink>
      </p>
    </Stack>
  );
}

function FirstStep({ onDone }: { onDone: (next: Awaited<ReturnType<typeof signIn>>) => unknown }) {
  const [typed, setTyped] = useState<Credentials>({ email: '', password: '' });
  const [problems, setProblems] = useState<Partial<Credentials>>({});
  const email = useRef<HTMLInputElement>(null);
  const password = useRef<HTMLInputElement>(null);
  const enter = useMutation({ mutationFn: signIn, onError: () => password.current?.select(), onSuccess: onDone });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const read = readCredentials(typed);
    setProblems('problems' in read ? read.problems : {});
    if ('credentials' in read) return enter.mutate(read.credentials);
    (read.problems.email ? email : password).current?.focus();
  };
  return (
    <form noValidate onSubmit={submit}>
      <Stack gap="lg">
        <Field label={texts.email} error={problems.email} isRequired>
          <Input
            ref={email}
            type="email"
            autoComplete="username"
            value={typed.email}
            onChange={(event) => setTyped({ ...typed, email: event.target.value })}
          />
        </Field>
        <Field label={texts.password} error={problems.password} isRequired>
          <Input
            ref={password}
            type="password"
            autoComplete="current-password"
            value={typed.password}
            onChange={(event) => setTyped({ ...typed, password: event.target.value })}
          />
        </Field>
        <ProblemAlert error={enter.error} />
        <Button type="submit" variant="primary" isBusy={enter.isPending}>
          {texts.submit}
        </Button>
      </Stack>
    </form>
  );
}

const route = getRouteApi('/sign-in');

/** Goes to where one wanted to be. */
function useGoingOn() {
  const { to = '/' } = route.useSearch();
  const router = useRouter();
  const queryClient = useQueryClient();
  return async () => {
    await queryClient.fetchQuery({ ...sessionQuery, staleTime: 0 });
    router.history.push(to);
  };
}

export interface Credentials {
  email: string;
  password: string;
}

/** What was typed, or what is wrong with it. */
export function readCredentials(
  typed: Credentials,
): { credentials: Credentials } | { problems: Partial<Record<keyof Credentials, string>> } {
  const credentials = { ...typed, email: typed.email.trim() };
  const problems = {
    ...(!isEmailAddress(credentials.email) && { email: texts.emailWrong }),
    ...(credentials.password === '' && { password: texts.passwordMissing }),
  };
  return Object.keys(problems).length > 0 ? { problems } : { credentials };
}
