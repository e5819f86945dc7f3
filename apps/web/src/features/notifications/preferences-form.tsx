import { alertTopics, type NotificationPreferences } from '@koppel/contracts';
import { Alert, Button, Card, Checkbox, Field, FieldGroup, Input, Row, Select, Stack } from '@koppel/ui';
import { type FormEvent, useRef, useState } from 'react';
import { useOperation } from '../../shared/api/queries.js';
import { ProblemAlert } from '../../shared/page/query-view.js';
import {
  formOf,
  type PreferencesInForm,
  preferencesOf,
  problemsOf,
  rhythms,
  zonesWith,
} from './preferences-in-form.js';
import { texts } from './texts.js';

interface PreferencesFormProps {
  preferences: NotificationPreferences;
  isChosen: boolean;
}

/** Which mails, and when. */
export function PreferencesForm({ preferences, isChosen }: PreferencesFormProps) {
  const [typed, setTyped] = useState(() => formOf(preferences, isChosen));
  const [isTried, setIsTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const save = useOperation('updateNotificationPreferences', {
    refreshes: ['getNotificationPreferences', 'listNotifications'],
  });
  const problems = isTried ? problemsOf(typed) : {};
  const change = (changed: Partial<PreferencesInForm>) => {
    save.reset();
    setTyped({ ...typed, ...changed });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsTried(true);
    if (Object.keys(problemsOf(typed)).length === 0) return save.mutate(preferencesOf(typed));
    // After the fields are marked.
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus());
  };
  return (
    <Card title={texts.mails}>
      <form ref={form} noValidate onSubmit={submit}>
        <Stack>
          <Topics typed={typed} onChange={change} />
          <Rhythm typed={typed} problems={problems} onChange={change} />
          <ProblemAlert error={save.error} />
          {save.isSuccess && <Alert tone="good" title={texts.saved} />}
          <Row>
            <Button type="submit" variant="primary" isBusy={save.isPending}>
              {texts.save}
            </Button>
          </Row>
        </Stack>
      </form>
    </Card>
  );
}

interface PartProps {
  typed: PreferencesInForm;
  onChange: (changed: Partial<PreferencesInForm>) => void;
}

function Topics({ typed: { topics }, onChange }: PartProps) {
  return (
    <FieldGroup legend={texts.about} help={texts.aboutHelp}>
      <Stack gap="sm">
        {alertTopics.map((topic) => (
          <Field key={topic} layout="inline" label={texts.topics[topic]} help={texts.topicMeanings[topic]}>
            <Checkbox
              isChecked={topics.includes(topic)}
              onChange={() =>
                onChange({ topics: alertTopics.filter((each) => (each === topic) !== topics.includes(each)) })
              }
            />
          </Field>
        ))}
      </Stack>
    </FieldGroup>
  );
}

const rhythmOptions = rhythms.map((value) => ({ value, label: texts.rhythms[value] }));

function Rhythm({ typed, problems, onChange }: PartProps & { problems: ReturnType<typeof problemsOf> }) {
  const time = (name: 'from' | 'to' | 'digestAt', label: string) => (
    <Field label={label} error={problems[name]} isRequired>
      <Input type="time" value={typed[name]} onChange={(event) => onChange({ [name]: event.target.value })} />
    </Field>
  );
  return (
    <>
      <Field label={texts.when} help={texts.rhythmMeanings[typed.rhythm]}>
        <Select
          options={rhythmOptions}
          value={typed.rhythm}
          onChange={(event) => onChange({ rhythm: event.target.value as PreferencesInForm['rhythm'] })}
        />
      </Field>
      {typed.rhythm === 'quiet' && time('from', texts.quietFrom)}
      {typed.rhythm === 'quiet' && time('to', texts.quietTo)}
      {typed.rhythm === 'daily' && time('digestAt', texts.digestAt)}
      {typed.rhythm !== 'always' && (
        <Field label={texts.timeZone}>
          <Select
            options={zonesWith(typed.timeZone)}
            value={typed.timeZone}
            onChange={(event) => onChange({ timeZone: event.target.value })}
          />
        </Field>
      )}
    </>
  );
}
