import { Button, Field, Input, Stack, Text } from '@koppel/ui';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { ProblemAlert } from '../page/query-view.js';
import { showCode, showRecoveryCode } from './accounts.js';
import { texts as sessionTexts } from './texts.js';

const texts = sessionTexts.secondStep;

/** What signing in asks after the password: the code of an app, or a recovery code. In a chunk of its own. */
export default function SecondStep({ onDone, onRestart }: { onDone: () => unknown; onRestart: () => void }) {
  const [isRecovery, setIsRecovery] = useState(false);
  const [code, setCode] = useState('');
  const [problem, setProblem] = useState<string>();
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), [isRecovery]);
  const show = useMutation({
    mutationFn: isRecovery ? showRecoveryCode : showCode,
    onError: () => input.current?.select(),
    onSuccess: onDone,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const isMissing = code.trim() === '';
    setProblem(isMissing ? texts.codeMissing : undefined);
    if (isMissing) input.current?.focus();
    else if (!show.isPending) show.mutate(code);
  };
  const change = () => {
    setIsRecovery(!isRecovery);
    setCode('');
    setProblem(undefined);
    show.reset();
  };
  return (
    <form noValidate onSubmit={submit}>
      <Stack>
        <Text tone="soft">{isRecovery ? texts.recoveryHelp : texts.codeHelp}</Text>
        <Field label={isRecovery ? texts.recoveryCode : texts.code} error={problem} isRequired>
          <Input
            ref={input}
            autoComplete={isRecovery ? 'off' : 'one-time-code'}
            autoCapitalize="none"
            spellCheck={false}
            inputMode={isRecovery ? 'text' : 'numeric'}
            maxLength={20}
            value={code}
            onChange={(event) => setCode(event.target.value)}
          />
        </Field>
        <ProblemAlert
          error={show.error}
          actions={
            <Button size="sm" onClick={onRestart}>
              {texts.restart}
            </Button>
          }
        />
        <Button type="submit" variant="primary" isBusy={show.isPending}>
          {texts.submit}
        </Button>
        <Button variant="quiet" onClick={change}>
          {isRecovery ? texts.useApp : texts.useRecoveryCode}
        </Button>
      </Stack>
    </form>
  );
}
