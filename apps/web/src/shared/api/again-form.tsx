import { Button, Dialog, Field, Input, Stack } from '@koppel/ui';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { ProblemAlert } from '../page/query-view.js';
import { PasskeyButton } from '../session/passkey-button.js';
import SecondStep from '../session/second-step.js';
import { signIn } from '../session/session.js';
import { signedOut } from './signed-out.js';
import { texts } from './texts.js';

const formTexts = texts.signedOut;

/** The dialog itself, in a chunk of its own. */
export default function AgainForm({ email, onSignedIn }: { email: string; onSignedIn: () => Promise<void> }) {
  const [credentials, setCredentials] = useState({ email, password: '' });
  const [isSecondStep, setIsSecondStep] = useState(false);
  const again = useMutation({
    mutationFn: async () => {
      if ((await signIn(credentials)) === 'second-factor') setIsSecondStep(true);
      else await onSignedIn();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    again.mutate();
  };
  return (
    <Dialog
      isOpen
      onClose={signedOut.putOff}
      title={formTexts.title}
      description={formTexts.explanation}
      closeLabel={formTexts.later}
    >
      {isSecondStep ? (
        <SecondStep onDone={onSignedIn} onRestart={() => setIsSecondStep(false)} />
      ) : (
        <Stack>
          <form onSubmit={submit}>
            <Stack>
              <Field label={formTexts.email} isRequired>
                <Input
                  type="email"
                  autoComplete="username"
                  value={credentials.email}
                  onChange={(event) => setCredentials({ ...credentials, email: event.target.value })}
                />
              </Field>
              <Field label={formTexts.password} isRequired>
                <Input
                  type="password"
                  autoComplete="current-password"
                  // The only field to fill in.
                  autoFocus
                  value={credentials.password}
                  onChange={(event) => setCredentials({ ...credentials, password: event.target.value })}
                />
              </Field>
              <ProblemAlert error={again.error} />
              <div>
                <Button type="submit" variant="primary" isBusy={again.isPending}>
                  {formTexts.signIn}
                </Button>
              </div>
            </Stack>
          </form>
          <PasskeyButton label={formTexts.byPasskey} onDone={onSignedIn} />
        </Stack>
      )}
    </Dialog>
  );
}
