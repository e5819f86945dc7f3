import { type Webhook, webhookEventTypes } from '@koppel/contracts';
import { Button, Checkbox, Field, FieldGroup, Input, Stack } from '@koppel/ui';
import { type FormEvent, type ReactNode, type Ref, useRef, useState } from 'react';
import { eventLabel } from '../../entities/webhook/webhook.js';
import { ProblemAlert } from '../../shared/page/query-view.js';
import { texts } from './texts.js';

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
            label={eventLabel(type)}
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

/** What a person chooses about a webhook. */
export type WebhookInput = Pick<Webhook, 'url' | 'description' | 'eventTypes'>;

export type InputProblems = Partial<Record<'url' | 'eventTypes', string>>;

/** What was typed, or what is wrong with it; whether Koppel may call the address, the server says. */
export function readWebhook(typed: WebhookInput): { input: WebhookInput } | { problems: InputProblems } {
  const input = { ...typed, url: typed.url.trim(), description: typed.description.trim() };
  const problems: InputProblems = {
    ...(!isWebAddress(input.url) && { url: texts.addressWrong }),
    ...(input.eventTypes.length === 0 && { eventTypes: texts.eventsMissing }),
  };
  return Object.keys(problems).length > 0 ? { problems } : { input };
}

function isWebAddress(text: string): boolean {
  return /^https?:\/\//i.test(text) && URL.canParse(text);
}
