import { Button, CopyField, Field, Input, Row, Stack, Text, TextLink } from '@koppel/ui';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useId, useRef, useState } from 'react';
import { ProblemAlert } from '../../shared/page/query-view.js';
import { type NewSecondFactor, prepareSecondFactor, showCode } from '../../shared/session/accounts.js';
import { PasswordToConfirm } from './password-to-confirm.js';
import { QrCode } from './qr-code.js';
import { RecoveryCodes } from './recovery-codes.js';
import { texts } from './texts.js';

/** Password, then secret and recovery codes, then a code of the app: only that switches the second factor on. */
export default function SetUpSecondFactor({ onDone }: { onDone: () => unknown }) {
  const prepare = useMutation({ mutationFn: prepareSecondFactor });
  if (prepare.data) return <Prepared prepared={prepare.data} onDone={onDone} />;
  return (
    <PasswordToConfirm
      main={{ label: texts.setUp, isBusy: prepare.isPending, run: prepare.mutate }}
      error={prepare.error}
    />
  );
}

function Prepared({
  prepared: { totpURI, backupCodes },
  onDone,
}: {
  prepared: NewSecondFactor;
  onDone: () => unknown;
}) {
  return (
    <ol className="grid gap-6">
      <Step title={texts.scan}>
        <Text>{texts.scanHelp}</Text>
        <QrCode value={totpURI} label={texts.qrCode} />
        <Field label={texts.secret} help={texts.secretHelp}>
          <CopyField
            value={new URL(totpURI).searchParams.get('secret') ?? ''}
            copyLabel={texts.copy}
            copiedLabel={texts.copied}
          />
        </Field>
        <Text size="sm">
          <TextLink>
            <a href={totpURI}>{texts.openApp}</a>
          </TextLink>
        </Text>
      </Step>
      <Step title={texts.recoveryCodes}>
        <RecoveryCodes codes={backupCodes} />
      </Step>
      <Step title={texts.showCode}>
        <Verification onDone={onDone} />
      </Step>
    </ol>
  );
}

function Step({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <li aria-labelledby={id}>
      <Stack gap="sm">
        <p id={id} className="font-semibold">
          {title}
        </p>
        {children}
      </Stack>
    </li>
  );
}

function Verification({ onDone }: { onDone: () => unknown }) {
  const [code, setCode] = useState('');
  const [problem, setProblem] = useState<string>();
  const input = useRef<HTMLInputElement>(null);
  const verify = useMutation({ mutationFn: showCode, onError: () => input.current?.select(), onSuccess: onDone });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const isMissing = code.trim() === '';
    setProblem(isMissing ? texts.codeMissing : undefined);
    if (isMissing) input.current?.focus();
    else if (!verify.isPending) verify.mutate(code);
  };
  return (
    <form noValidate onSubmit={submit}>
      <Stack>
        <Field label={texts.code} error={problem} isRequired>
          <Input
            ref={input}
            autoComplete="one-time-code"
            inputMode="numeric"
            maxLength={10}
            value={code}
            onChange={(event) => setCode(event.target.value)}
          />
        </Field>
        <ProblemAlert error={verify.error} />
        <Row>
          <Button type="submit" variant="primary" isBusy={verify.isPending}>
            {texts.switchOn}
          </Button>
        </Row>
      </Stack>
    </form>
  );
}
