import { languages } from '@koppel/contracts';
import { Button, Card, Field, Input, Segments, Stack } from '@koppel/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { useRef, useState, type FormEvent } from 'react';
import { changeLanguage, language, languageNames } from '../../lib/i18n/language.js';
import { Page } from '../../lib/page/page.js';
import { ProblemAlert } from '../../lib/page/problem-alert.js';
import { sessionQuery, signIn } from '../../lib/session/session.js';
import { Brand } from '../../lib/shell/brand.js';
import { readCredentials, type Credentials } from './credentials.js';
import { texts } from './texts.js';

const options = languages.map((value) => ({ value, label: languageNames[value] }));

export function SignInPage() {
  return (
    <main className="mx-auto grid min-h-dvh max-w-md content-center gap-6 px-4 py-10">
      <Brand />
      <Card>
        <Page title={texts.title} description={texts.introduction} />
        <SignInForm />
      </Card>
      <Segments label={texts.language} isLabelHidden options={options} value={language} onChange={changeLanguage} />
    </main>
  );
}

/** Small on purpose: it is the first thing that is loaded, and needs no library of forms for two fields. */
function SignInForm() {
  const [typed, setTyped] = useState<Credentials>({ email: '', password: '' });
  const [problems, setProblems] = useState<Partial<Credentials>>({});
  const email = useRef<HTMLInputElement>(null);
  const password = useRef<HTMLInputElement>(null);
  const enter = useEntering(() => password.current?.select());
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

/** Signs in and goes to where one wanted to be. */
function useEntering(onError: () => void) {
  const { to = '/' } = route.useSearch();
  const router = useRouter();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: signIn,
    onError,
    onSuccess: async () => {
      await queryClient.fetchQuery({ ...sessionQuery, staleTime: 0 });
      router.history.push(to);
    },
  });
}
