import type { Application, Connection, TestStep } from '@koppel/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { applicationsQuery } from '../../entities/application/application.js';
import { apiQuery } from '../../shared/api/queries.js';
import { Loading, QueryView } from '../../shared/page/query-view.js';
import { ApplicationSlot } from './application-slot.js';
import { useDraft, useSteps } from './draft-context.js';
import { texts } from './texts.js';
import { WizardStep } from './wizard-layout.js';

const slots = [0, 1] as const;
type Slot = (typeof slots)[number];
const stepTexts = texts.applications;
/** On a phone the buttons below become visible only with the cards, to avoid a layout shift. */
const loading = (
  <div className="min-h-dvh sm:min-h-0">
    <Loading />
  </div>
);

export function ApplicationsStep() {
  const { draft } = useDraft();
  const goTo = useSteps();
  const applications = useQuery(applicationsQuery());
  const connections = useQuery(apiQuery('listConnections', {}));
  const items = connections.data?.items ?? [];
  const areReady = slots.every((slot) => items.find(({ id }) => id === draft.connectionIds[slot])?.state === 'ready');
  return (
    <WizardStep
      step="applications"
      title={stepTexts.title}
      introduction={stepTexts.introduction}
      onBack={() => void goTo('welcome')}
      next={{
        isDisabled: !areReady,
        hint: areReady ? undefined : stepTexts.notReady,
        onClick: () => void goTo('packages'),
      }}
    >
      <QueryView query={applications} loading={loading}>
        {(catalog) => (
          <QueryView query={connections} loading={loading}>
            {(list) => <Slots applications={catalog.items} connections={list.items} />}
          </QueryView>
        )}
      </QueryView>
    </WizardStep>
  );
}

function Slots({ applications, connections }: { applications: Application[]; connections: Connection[] }) {
  const { draft } = useDraft();
  const choose = useChoice();
  const [changing, setChanging] = useState<Slot>();
  const [acted, setActed] = useState<Slot>();
  const [tested, setTested] = useState<Partial<Record<Slot, TestStep[]>>>({});
  const [announcement, setAnnouncement] = useState('');
  const chosen = (slot: Slot) => connections.find(({ id }) => id === draft.connectionIds[slot]);
  const applicationIdOf = (slot: Slot) => chosen(slot)?.applicationId ?? draft.applicationIds[slot] ?? undefined;
  const open = changing ?? slots.find((slot) => chosen(slot)?.state !== 'ready');
  const close = (slot: Slot) => {
    setChanging(undefined);
    const next = slots.find((other) => other !== slot && chosen(other)?.state !== 'ready');
    setActed(next ?? slot);
  };
  return (
    <>
      <div role="status" className="sr-only">
        {announcement}
      </div>
      {slots.map((slot) => (
        <ApplicationSlot
          key={slot}
          title={slot === 0 ? stepTexts.first : stepTexts.second}
          isOpen={open === slot}
          takesFocus={acted === slot}
          applications={applications.filter(({ id }) => id !== applicationIdOf(slot === 0 ? 1 : 0))}
          applicationId={applicationIdOf(slot)}
          connection={chosen(slot)}
          connections={connections}
          testSteps={tested[slot]}
          onApplication={(applicationId) => {
            setChanging(chosen(slot)?.state === 'ready' ? slot : changing);
            setActed(slot);
            choose(slot, { applicationId: applicationId ?? null, connectionId: null });
          }}
          onConnection={(connection) => {
            if (connection?.id !== draft.connectionIds[slot]) choose(slot, { connectionId: connection?.id ?? null });
          }}
          onTested={(connection, steps) => {
            setTested({ ...tested, [slot]: steps });
            if (connection.state !== 'ready') return;
            setAnnouncement(stepTexts.isReady(connection.displayTitle));
            close(slot);
          }}
          onChange={() => {
            setActed(slot);
            setChanging(slot);
          }}
          onKeep={() => close(slot)}
        />
      ))}
    </>
  );
}

/** Writes a choice into the draft. An integration belongs to its connections, so other ones reset it. */
function useChoice() {
  const { draft, change } = useDraft();
  return (
    slot: Slot,
    choice: { applicationId?: Application['id'] | null; connectionId: Connection['id'] | null },
  ): void => {
    const { applicationIds, connectionIds } = draft;
    const { applicationId = applicationIds[slot], connectionId } = choice;
    change({
      applicationIds: slot === 0 ? [applicationId, applicationIds[1]] : [applicationIds[0], applicationId],
      connectionIds: slot === 0 ? [connectionId, connectionIds[1]] : [connectionIds[0], connectionId],
      ...(connectionId !== connectionIds[slot] && { integrationId: null }),
    });
  };
}
