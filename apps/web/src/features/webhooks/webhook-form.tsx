import { webhookEventTypes } from '@koppel/contracts';
import { Button, Checkbox, Field, FieldGroup, Input, Stack } from '@koppel/ui';
import { useRef, useState, type FormEvent, type ReactNode, type Ref } from 'react';
import { ProblemAlert } from '../../lib/page/problem-alert.js';
import { texts } from './texts.js';
import { readWebhook, type InputProblems, type WebhookInput } from './webhook-input.js';
import { eventWord } from './webhook-words.js';

export interface WebhookFormProps {
  initial: WebhookInput;
  submitLabel: string;
  isBusy: boolean;
  error: unknown;
  onSubmit: (input: WebhookInput) => void;
  /** Stands beside the button. */
  aside?: ReactNode;
}

const addressLook = { type: 'url', inputMode: 'url', autoComplete: 'off', placeholder: 'https://' } as const;

/** Where a webhook goes, and what it is told of. */
export function WebhookForm({ initial, submitLabel, isBusy, error, onSubmit, aside }: WebhookFormProps) {
  const [typed, setTyped] = useState(initial);
  const [problems, setProblems] = useState<InputProblems>({});
  const url = useRef<HTMLInputElement>(null);
  const events = useRef<HTMLButtonElement>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const read = readWebhook(typed);
    setProblems('problems' in read ? read.problems : {});
    if ('input' in read) return onSubmit(read.input);
    (read.problems.url ? url : events).current?.focus();
  };
  return (
    <form noValidate onSubmit={submit}>
      <Stack gap="lg">
        <Field label={texts.address} help={texts.addressHelp} error={problems.url} isRequired>
          <Input
            ref={url}
            {...addressLook}
            value={typed.url}
            onChange={(event) => setTyped({ ...typed, url: event.target.value })}
          />
        </Field>
        <Field label={texts.description} help={texts.descriptionHelp} mark={texts.optional}>
          <Input
            autoComplete="off"
            maxLength={200}
            value={typed.description}
            onChange={(event) => setTyped({ ...typed, description: event.target.value })}
          />
        </Field>
        <EventChoice
          chosen={typed.eventTypes}
          onChange={(eventTypes) => setTyped({ ...typed, eventTypes })}
          error={problems.eventTypes}
          firstRef={events}
        />
        <ProblemAlert error={error} />
        <div className="flex flex-wrap items-center gap-3">
          <Button type="submit" variant="primary" isBusy={isBusy}>
            {submitLabel}
          </Button>
          {aside}
        </div>
      </Stack>
    </form>
  );
}

interface EventChoiceProps {
  chosen: WebhookInput['eventTypes'];
  onChange: (chosen: WebhookInput['eventTypes']) => void;
  error: string | undefined;
  firstRef: Ref<HTMLButtonElement>;
}

function EventChoice({ chosen, onChange, error, firstRef }: EventChoiceProps) {
  return (
    <FieldGroup legend={texts.events} help={texts.eventsHelp} error={error}>
      <div className="grid gap-x-6 gap-y-3 sm:grid-cols-2">
        {webhookEventTypes.map((type, index) => (
          <Field
            key={type}
            layout="inline"
            label={eventWord(type)}
            help={<code className="font-mono text-xs break-all">{type}</code>}
          >
            <Checkbox
              ref={index === 0 ? firstRef : undefined}
              isChecked={chosen.includes(type)}
              onChange={(isChosen) =>
                onChange(isChosen ? [...chosen, type] : chosen.filter((candidate) => candidate !== type))
              }
            />
          </Field>
        ))}
      </div>
    </FieldGroup>
  );
}
