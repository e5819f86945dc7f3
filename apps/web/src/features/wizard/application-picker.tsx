import type { Application, ApplicationId } from '@koppel/contracts';
import { Badge, Field, Input, Stack, Text } from '@koppel/ui';
import { useRef, useState, type KeyboardEvent } from 'react';
import { ApplicationLogo } from '../../lib/connection/application-logo.js';
import { kindWords } from '../../lib/connection/texts.js';
import { matches, placeAfterKey } from './application-search.js';
import { texts } from './texts.js';

const words = texts.applications;

export interface ApplicationPickerProps {
  applications: Application[];
  /** Begins in the search, where the person came by their own act. */
  takesFocus: boolean;
  onChoose: (applicationId: ApplicationId) => void;
}

/** The catalog, narrowed by what is typed. The arrow keys go from the search through the list; Enter chooses. */
export function ApplicationPicker({ applications, takesFocus, onChoose }: ApplicationPickerProps) {
  const [typed, setTyped] = useState('');
  const [marked, setMarked] = useState(0);
  const search = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const found = applications.filter((application) => matches(application, typed));
  const goTo = (place: number) => {
    if (place < 0) return search.current?.focus();
    setMarked(place);
    list.current?.querySelectorAll<HTMLElement>('[role=radio]')[place]?.focus();
  };
  const pressInSearch = (event: KeyboardEvent) => {
    const [only] = found;
    if (event.key === 'Enter' && only && found.length === 1) onChoose(only.id);
    else if (event.key === 'ArrowDown' && found.length > 0) goTo(0);
    else return;
    event.preventDefault();
  };
  const pressInList = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const names = found.map(({ name }) => name);
    const place = placeAfterKey(event.key, marked, names);
    if (place === undefined) return;
    event.preventDefault();
    goTo(place);
  };
  return (
    <Stack>
      <Field label={words.search} help={words.searchHelp}>
        <Input
          ref={search}
          type="search"
          autoFocus={takesFocus}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            setMarked(0);
          }}
          onKeyDown={pressInSearch}
        />
      </Field>
      <div role="status" className={found.length > 0 ? 'sr-only' : undefined}>
        <Text tone="soft">{found.length === 0 ? words.noMatch : words.found(found.length)}</Text>
      </div>
      <div
        ref={list}
        role="radiogroup"
        aria-label={words.choose}
        className="grid grid-cols-1 gap-3 sm:grid-cols-2 lg:grid-cols-3"
        onKeyDown={pressInList}
      >
        {found.map((application, index) => (
          <ApplicationCard
            key={application.id}
            application={application}
            isReachable={index === marked}
            onChoose={() => onChoose(application.id)}
          />
        ))}
      </div>
    </Stack>
  );
}

function ApplicationCard(props: { application: Application; isReachable: boolean; onChoose: () => void }) {
  const { application, isReachable, onChoose } = props;
  return (
    <button
      type="button"
      role="radio"
      // Choosing leads on at once, so that none is ever chosen here.
      aria-checked={false}
      aria-label={application.name}
      aria-describedby={`application-${application.id}`}
      tabIndex={isReachable ? 0 : -1}
      onClick={onChoose}
      className="flex min-w-0 items-start gap-3 rounded-card border border-line-strong bg-surface p-4 text-left hover:border-brand hover:bg-brand-soft focus-visible:bg-brand-soft"
    >
      <ApplicationLogo application={application} />
      <span className="grid min-w-0 flex-1 gap-1">
        <span className="flex flex-wrap items-center justify-between gap-2">
          <span className="min-w-0 font-semibold break-words">{application.name}</span>
          <Badge>{kindWords[application.kind]}</Badge>
        </span>
        <span id={`application-${application.id}`} className="text-sm text-ink-soft">
          {application.summary}
        </span>
      </span>
    </button>
  );
}
