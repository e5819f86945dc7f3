import { zodResolver } from '@hookform/resolvers/zod';
import { Button, Card, Field, Input, Stack } from '@koppel/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { useForm } from 'react-hook-form';
import { z } from 'zod';
import { Page } from '../../lib/page/page.js';
import { ProblemAlert } from '../../lib/page/problem-alert.js';
import { sessionQuery, signIn } from '../../lib/session/session.js';
import { Brand } from '../../lib/shell/brand.js';
import { texts } from './texts.js';

const route = getRouteApi('/sign-in');
const credentialsSchema = z.object({
  email: z.email(texts.emailWrong),
  password: z.string().min(1, texts.passwordMissing),
});

export function SignInPage() {
  const { to = '/' } = route.useSearch();
  const router = useRouter();
  const queryClient = useQueryClient();
  const form = useForm({
    defaultValues: { email: '', password: '' },
    resolver: zodResolver(credentialsSchema),
  });
  const { errors } = form.formState;
  const enter = useMutation({
    mutationFn: signIn,
    onSuccess: async () => {
      await queryClient.fetchQuery({ ...sessionQuery, staleTime: 0 });
      router.history.push(to);
    },
  });
  return (
    <main className="mx-auto grid min-h-dvh max-w-md content-center gap-6 px-4 py-10">
      <Brand />
      <Card>
        <Page title={texts.title} description={texts.introduction} />
        <form noValidate onSubmit={(event) => void form.handleSubmit((values) => enter.mutate(values))(event)}>
          <Stack gap="lg">
            <Field label={texts.email} error={errors.email?.message} isRequired>
              <Input type="email" autoComplete="username" {...form.register('email')} />
            </Field>
            <Field label={texts.password} error={errors.password?.message} isRequired>
              <Input type="password" autoComplete="current-password" {...form.register('password')} />
            </Field>
            <ProblemAlert error={enter.error} />
            <Button type="submit" variant="primary" isBusy={enter.isPending}>
              {texts.submit}
            </Button>
          </Stack>
        </form>
      </Card>
    </main>
  );
}
