import type { Application, ApplicationId } from '@koppel/contracts';
import { Badge, ChoiceCards, Field, Input, Stack, Text } from '@koppel/ui';
import { useState } from 'react';
import { ApplicationLogo } from '../../lib/connection/application-logo.js';
import { kindWords } from '../../lib/connection/texts.js';
import { texts } from './texts.js';

export interface ApplicationPickerProps {
  applications: Application[];
  onChoose: (applicationId: ApplicationId) => void;
}

/** The catalog, narrowed by what is typed. */
export function ApplicationPicker({ applications, onChoose }: ApplicationPickerProps) {
  const [words, setWords] = useState('');
  const found = applications.filter((application) => matches(application, words));
  const choose = (value: string) => {
    const application = applications.find(({ id }) => id === value);
    if (application) onChoose(application.id);
  };
  return (
    <Stack>
      <Field label={texts.applications.search}>
        <Input type="search" value={words} onChange={(event) => setWords(event.target.value)} />
      </Field>
      <div role="status">{found.length === 0 && <Text tone="soft">{texts.applications.noMatch}</Text>}</div>
      <ChoiceCards
        label={texts.applications.choose}
        value={undefined}
        onChange={choose}
        choices={found.map((application) => ({
          value: application.id,
          title: application.name,
          icon: <ApplicationLogo application={application} />,
          badge: <Badge>{kindWords[application.kind]}</Badge>,
          description: application.summary,
        }))}
      />
    </Stack>
  );
}

function matches({ name, summary, kind }: Application, words: string): boolean {
  const text = `${name} ${summary} ${kindWords[kind]}`.toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
