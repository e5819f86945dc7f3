import { Button, Field, Input, Row, Stack } from '@koppel/ui';
import { type FormEvent, useRef, useState } from 'react';
import { ProblemAlert } from '../../shared/page/query-view.js';
import { texts } from './texts.js';

interface Act {
  label: string;
  isBusy: boolean;
  run: (password: string) => void;
}

/** The password once more, before a change that an open screen alone should not allow. */
export function PasswordToConfirm({ main, other, error }: { main: Act; other?: Act; error: unknown }) {
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<string>();
  const input = useRef<HTMLInputElement>(null);
  const confirm = ({ run }: Act) => {
    const isMissing = password === '';
    setProblem(isMissing ? texts.passwordMissing : undefined);
    if (isMissing) return input.current?.focus();
    setPassword('');
    run(password);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!main.isBusy) confirm(main);
  };
  return (
    <form noValidate onSubmit={submit}>
      <Stack>
        <Field label={texts.passwordToConfirm} error={problem} isRequired>
          <Input
            ref={input}
            type="password"
            autoComplete="current-password"
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        </Field>
        <ProblemAlert error={error} />
        <Row>
          <Button type="submit" isBusy={main.isBusy}>
            {main.label}
          </Button>
          {other && (
            <Button isBusy={other.isBusy} onClick={() => confirm(other)}>
              {other.label}
            </Button>
          )}
        </Row>
      </Stack>
    </form>
  );
}
