import type { Application, Connection, TestStep } from '@koppel/contracts';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { apiQuery } from '../../lib/api/queries.js';
import { QueryView } from '../../lib/page/query-view.js';
import { ApplicationSlot } from './application-slot.js';
import { texts } from './texts.js';
import { WizardStep } from './wizard-step.js';
import type { WizardSearch } from './wizard.routes.js';

const route = getRouteApi('/wizard');
const slots = ['first', 'second'] as const;
type Slot = (typeof slots)[number];

export function ApplicationsStep() {
  const search = route.useSearch();
  const navigate = useNavigate();
  const applications = useQuery(apiQuery('listApplications', {}));
  const connections = useQuery(apiQuery('listConnections', {}));
  const items = connections.data?.items ?? [];
  const areReady = slots.every((slot) => items.find(({ id }) => id === search[slot])?.state === 'ready');
  const words = texts.applications;
  return (
    <WizardStep
      title={words.title}
      introduction={words.introduction}
      onBack={() => void navigate({ to: '/wizard/welcome', search })}
      next={{
        isDisabled: !areReady,
        hint: areReady ? undefined : words.notReady,
        onClick: () => void navigate({ to: '/wizard/packages', search }),
      }}
    >
      <QueryView query={applications}>
        {(catalog) => (
          <QueryView query={connections}>
            {(list) => <Slots applications={catalog.items} connections={list.items} />}
          </QueryView>
        )}
      </QueryView>
    </WizardStep>
  );
}

function Slots({ applications, connections }: { applications: Application[]; connections: Connection[] }) {
  const search = route.useSearch();
  const navigate = useNavigate();
  const [changing, setChanging] = useState<Slot>();
  const [tested, setTested] = useState<Partial<Record<Slot, TestStep[]>>>({});
  const chosen = (slot: Slot) => connections.find(({ id }) => id === search[slot]);
  const applicationIdOf = (slot: Slot) => chosen(slot)?.applicationId ?? search[`${slot}Application`];
  const open = changing ?? slots.find((slot) => chosen(slot)?.state !== 'ready');
  // An integration made earlier belongs to the connections it was made of.
  const move = (changes: Partial<WizardSearch>) =>
    void navigate({
      to: '/wizard/applications',
      search: { ...search, ...changes, integration: undefined },
      replace: true,
      resetScroll: false,
    });
  return slots.map((slot) => {
    const other = applicationIdOf(slot === 'first' ? 'second' : 'first');
    return (
      <ApplicationSlot
        key={slot}
        title={texts.applications[slot]}
        isOpen={open === slot}
        applications={applications.filter(({ id }) => id !== other)}
        applicationId={applicationIdOf(slot)}
        connection={chosen(slot)}
        connections={connections}
        testSteps={tested[slot]}
        onApplication={(applicationId) => {
          setChanging(chosen(slot)?.state === 'ready' ? slot : changing);
          move({ [slot]: undefined, [`${slot}Application`]: applicationId });
        }}
        onConnection={(connection) => {
          if (connection?.id !== search[slot]) move({ [slot]: connection?.id });
        }}
        onTested={(connection, steps) => {
          setTested({ ...tested, [slot]: steps });
          if (connection.state === 'ready') setChanging(undefined);
        }}
        onChange={() => setChanging(slot)}
        onKeep={() => setChanging(undefined)}
      />
    );
  });
}
