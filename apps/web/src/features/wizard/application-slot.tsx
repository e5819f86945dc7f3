import type { Application, ApplicationId, Connection, TestStep } from '@koppel/contracts';
import { Badge, Button, Card, Field, Input, Row, Stack, Text } from '@koppel/ui';
import { type KeyboardEvent, lazy, Suspense, useEffect, useRef, useState } from 'react';
import { ApplicationLogo } from '../../entities/application/application.js';
import { texts as applicationTexts } from '../../entities/application/texts.js';
import { ConnectionBadge, TestSteps } from '../../entities/connection/connection-state.js';
import { Loading } from '../../shared/page/query-view.js';
import { indexAfterKey, matches } from './application-search.js';
import { texts } from './texts.js';

/** Loaded once an application is chosen. */
const ConnectionChooser = lazy(() =>
  import('./connection-chooser.js').then((module) => ({ default: module.ConnectionChooser })),
);

const stepTexts = texts.applications;

export interface ApplicationSlotProps {
  title: string;
  isOpen: boolean;
  /** The user's own action opened it, so focus follows. */
  takesFocus: boolean;
  /** Those that can be chosen here. */
  applications: Application[];
  applicationId: ApplicationId | undefined;
  connection: Connection | undefined;
  connections: Connection[];
  /** What the last test here checked. */
  testSteps: TestStep[] | undefined;
  onApplication: (applicationId: ApplicationId | undefined) => void;
  onConnection: (connection: Connection | undefined) => void;
  onTested: (connection: Connection, steps: TestStep[]) => void;
  onChange: () => void;
  onKeep: () => void;
}

/** One of the two applications: chooser and connection form, or its state. */
export function ApplicationSlot(props: ApplicationSlotProps) {
  const { title, isOpen, takesFocus, applications, applicationId, connection } = props;
  const application = applications.find(({ id }) => id === applicationId);
  if (!isOpen) return <ClosedSlot {...props} application={application} />;
  if (!application) {
    return (
      <Card title={title}>
        <ApplicationPicker applications={applications} takesFocus={takesFocus} onChoose={props.onApplication} />
      </Card>
    );
  }
  return (
    <Card
      title={title}
      aside={
        <Row>
          {connection?.state === 'ready' && (
            <Button size="sm" onClick={props.onKeep}>
              {stepTexts.done}
            </Button>
          )}
          <Button size="sm" onClick={() => props.onApplication(undefined)}>
            {stepTexts.another}
          </Button>
        </Row>
      }
    >
      <Stack gap="lg">
        <Row gap="md">
          <ApplicationLogo application={application} />
          <FocusedName key={application.id} name={application.name} takesFocus={takesFocus} />
          {connection && <ConnectionBadge state={connection.state} />}
        </Row>
        <Suspense fallback={<Loading />}>
          <ConnectionChooser
            key={application.id}
            application={application}
            connection={connection}
            connections={props.connections.filter((one) => one.applicationId === application.id)}
            onConnection={props.onConnection}
            onTested={props.onTested}
          />
        </Suspense>
      </Stack>
    </Card>
  );
}

/** Focus reads out the choice; the form comes next. */
function FocusedName({ name, takesFocus }: { name: string; takesFocus: boolean }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (takesFocus) heading.current?.focus();
    // Only when it appears.
    // eslint-disable-next-line react-hooks/exhaustive-deps -- as said above
  }, []);
  return (
    <h3 ref={heading} tabIndex={-1} className="text-lg font-semibold outline-none">
      {name}
    </h3>
  );
}

function ClosedSlot(props: ApplicationSlotProps & { application: Application | undefined }) {
  const { title, application, connection, testSteps, takesFocus, onChange } = props;
  if (!connection || !application) {
    return (
      <Card title={title}>
        <Text tone="soft">{stepTexts.later}</Text>
      </Card>
    );
  }
  return (
    <Card
      title={title}
      aside={
        <>
          <ConnectionBadge state={connection.state} />
          <Button size="sm" onClick={onChange} aria-label={stepTexts.changeNamed(connection.displayTitle)}>
            {stepTexts.change}
          </Button>
        </>
      }
    >
      <Stack>
        <Row gap="md">
          <ApplicationLogo application={application} />
          <span className="min-w-0">
            <FocusedName name={connection.displayTitle} takesFocus={takesFocus} />
            <span className="block text-sm text-ink-soft">{application.name}</span>
          </span>
        </Row>
        {testSteps && <TestSteps steps={testSteps} />}
      </Stack>
    </Card>
  );
}

export interface ApplicationPickerProps {
  applications: Application[];
  /** Focuses the search when the user's own action opened it. */
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
  const goTo = (index: number) => {
    if (index < 0) return search.current?.focus();
    setMarked(index);
    list.current?.querySelectorAll<HTMLElement>('[role=radio]')[index]?.focus();
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
    const index = indexAfterKey(event.key, marked, names);
    if (index === undefined) return;
    event.preventDefault();
    goTo(index);
  };
  return (
    <Stack>
      <Field label={stepTexts.search} help={stepTexts.searchHelp}>
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
        <Text tone="soft">{found.length === 0 ? stepTexts.noMatch : stepTexts.found(found.length)}</Text>
      </div>
      <div
        ref={list}
        role="radiogroup"
        aria-label={stepTexts.choose}
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
      // Choosing continues at once, so none is ever checked.
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
          <Badge>{applicationTexts.roles[application.roles[0] ?? 'files']}</Badge>
        </span>
        <span id={`application-${application.id}`} className="text-sm text-ink-soft">
          {application.summary}
        </span>
      </span>
    </button>
  );
}
