import { Button, Field, Input, Row, Stack, Text } from '@koppel/ui';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import { ProblemAlert } from '../../shared/page/query-view.js';
import { canUsePasskeys } from '../../shared/session/passkey-support.js';
import { deviceName } from './device-name.js';
import { texts } from './texts.js';

/** A button that opens the form for a new passkey. */
export function AddPasskey({ onAdded }: { onAdded: () => unknown }) {
  const [isOpen, setIsOpen] = useState(false);
  if (!canUsePasskeys()) return <Text tone="soft">{texts.passkeysUnsupported}</Text>;
  if (isOpen) return <PasskeyForm onAdded={onAdded} />;
  return (
    <Row>
      <Button onClick={() => setIsOpen(true)}>{texts.addPasskey}</Button>
    </Row>
  );
}

function PasskeyForm({ onAdded }: { onAdded: () => unknown }) {
  const [typed, setTyped] = useState({ name: deviceName(navigator.userAgent) ?? '', password: '' });
  const [problems, setProblems] = useState<Partial<typeof typed>>({});
  const name = useRef<HTMLInputElement>(null);
  const password = useRef<HTMLInputElement>(null);
  const add = useMutation({
    mutationFn: async () =>
      (await import('../../shared/session/passkeys.js')).addPasskey({ ...typed, name: typed.name.trim() }),
    onError: () => password.current?.select(),
    onSuccess: onAdded,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found = {
      ...(typed.name.trim() === '' && { name: texts.passkeyNameMissing }),
      ...(typed.password === '' && { password: texts.yourPasswordMissing }),
    };
    setProblems(found);
    if (found.name) name.current?.focus();
    else if (found.password) password.current?.focus();
    else if (!add.isPending) add.mutate();
  };
  return (
    <form noValidate onSubmit={submit}>
      <Stack>
        <Field label={texts.passkeyName} help={texts.passkeyNameHelp} error={problems.name} isRequired>
          <Input
            ref={name}
            autoComplete="off"
            // The button that opened the form is gone.
            autoFocus
            maxLength={60}
            value={typed.name}
            onChange={(event) => setTyped({ ...typed, name: event.target.value })}
          />
        </Field>
        <Field label={texts.yourPassword} error={problems.password} isRequired>
          <Input
            ref={password}
            type="password"
            autoComplete="current-password"
            value={typed.password}
            onChange={(event) => setTyped({ ...typed, password: event.target.value })}
          />
        </Field>
        <ProblemAlert error={add.error} />
        <Row>
          <Button type="submit" isBusy={add.isPending}>
            {texts.makePasskey}
          </Button>
        </Row>
      </Stack>
    </form>
  );
}
