import type { Integration, Package } from '@koppel/contracts';
import { Alert, Card, CheckCard, Field, Input, Stack } from '@koppel/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ApplicationLogo } from '../../entities/application/application.js';
import { entityLabels, flowTitle } from '../../entities/flow/flow-title.js';
import { call } from '../../shared/api/call.js';
import { refresh } from '../../shared/api/queries.js';
import { Loading, ProblemAlert, QueryView } from '../../shared/page/query-view.js';
import { useDraft, useSteps } from './draft-context.js';
import { texts } from './texts.js';
import { type PairSide, sidesOf, type Pair, usePair } from './use-pair.js';
import { WizardStep } from './wizard-layout.js';

const stepTexts = texts.packages;
const MAX_CHARACTERS = 80;

interface Choice {
  title: string;
  packageIds: string[];
}

export function PackagesStep() {
  const { draft } = useDraft();
  const { pair, packages, integration, error } = usePair();
  if (error) return <ProblemAlert error={error} />;
  if (!pair || (draft.integrationId && integration.isPending)) return <Loading />;
  return (
    <QueryView query={packages}>
      {({ items }) => <PackagesForm pair={pair} packages={items} integration={integration.data} />}
    </QueryView>
  );
}

interface PackagesFormProps {
  pair: Pair;
  packages: Package[];
  integration: Integration | undefined;
}

function PackagesForm({ pair, packages, integration }: PackagesFormProps) {
  const { inputStore } = useDraft();
  const goTo = useSteps();
  const [store] = useState(() => inputStore<Choice>(`packages:${pair[0].connection.id}`));
  const [choice, setChoice] = useState((): Choice => ({ ...startOf(pair, integration), ...store.read() }));
  const save = useSave(pair, integration);
  const change = (changes: Partial<Choice>) => {
    setChoice({ ...choice, ...changes });
    store.save({ ...choice, ...changes });
  };
  const { packageIds } = choice;
  const title = choice.title.trim();
  const toggle = (id: string, isChecked: boolean) =>
    change({ packageIds: isChecked ? [...packageIds, id] : packageIds.filter((one) => one !== id) });
  const leave = () => {
    store.save(undefined);
    void goTo('settings');
  };
  return (
    <WizardStep
      step="packages"
      title={stepTexts.title}
      introduction={stepTexts.introduction}
      onBack={() => void goTo('applications')}
      error={save.error}
      next={{
        isDisabled: packageIds.length === 0 || title === '',
        hint: packageIds.length === 0 ? stepTexts.chooseOne : undefined,
        isBusy: save.isPending,
        onClick: () => save.mutate({ title, packageIds }, { onSuccess: leave }),
      }}
    >
      {packages.length === 0 && <Alert tone="warning">{stepTexts.none}</Alert>}
      {packages.map((one) => (
        <CheckCard
          key={one.id}
          title={one.title}
          description={one.description}
          isChecked={packageIds.includes(one.id)}
          onChange={(isChecked) => toggle(one.id, isChecked)}
        >
          <Stack>
            <PackagePicture pair={pair} flows={one.flows} />
            <FlowList flows={one.flows} />
          </Stack>
        </CheckCard>
      ))}
      <Card>
        <Field
          label={stepTexts.integrationTitle}
          help={stepTexts.integrationTitleHelp}
          error={title === '' ? stepTexts.titleMissing : undefined}
          isRequired
        >
          <Input
            value={choice.title}
            maxLength={MAX_CHARACTERS}
            onChange={(event) => change({ title: event.target.value })}
          />
        </Field>
      </Card>
    </WizardStep>
  );
}

function startOf(pair: Pair, integration: Integration | undefined): Choice {
  const titles = pair.map(({ connection }) => connection.displayTitle);
  return {
    title: integration?.title ?? titles.join(' – ').slice(0, MAX_CHARACTERS),
    packageIds: integration?.packageIds ?? [],
  };
}

/** Makes the integration, or changes the one that was made earlier. */
function useSave([first, second]: Pair, integration: Integration | undefined) {
  const queryClient = useQueryClient();
  const { change, flush } = useDraft();
  return useMutation({
    mutationFn: (choice: Choice) =>
      integration
        ? call('updateIntegration', { integrationId: integration.id, ...choice })
        : call('createIntegration', { connectionIds: [first.connection.id, second.connection.id], ...choice }),
    onSuccess: async (saved) => {
      queryClient.setQueryData(['getIntegration', { integrationId: saved.id }], saved);
      change({ integrationId: saved.id });
      // If this fails, a reload would create the integration twice; the saver retries it.
      await flush().catch(() => undefined);
      await refresh(queryClient, ['listIntegrations']);
    },
  });
}

function FlowList({ flows }: { flows: Package['flows'] }) {
  return (
    <ul aria-label={stepTexts.flows} className="grid gap-2">
      {flows.map((flow) => (
        <li key={flow.key}>
          <span className="font-medium">{flowTitle(flow)}</span>
          <span className="block text-sm text-ink-soft">{flow.description}</span>
        </li>
      ))}
    </ul>
  );
}

type FlowOffered = Package['flows'][number];

/** Which data goes which way: the two applications with an arrow for each flow between them. */
export function PackagePicture({ pair, flows }: { pair: Pair; flows: FlowOffered[] }) {
  const sentences = flows.map((flow) => {
    const { source, target } = sidesOf(pair, flow);
    return texts.packages.goes(
      entityLabels[flow.entity].many,
      source.connection.displayTitle,
      target.connection.displayTitle,
    );
  });
  return (
    <div
      role="img"
      aria-label={sentences.join('; ')}
      className="grid grid-cols-[4.5rem_minmax(0,1fr)_4.5rem] items-center gap-2 rounded-card bg-sunken px-2 py-4 sm:grid-cols-[8rem_minmax(0,1fr)_8rem] sm:gap-4 sm:px-4"
    >
      <SidePicture side={pair[0]} />
      <div className="grid gap-3">
        {flows.map((flow) => (
          <Arrow key={flow.key} title={flowTitle(flow)} isToRight={sidesOf(pair, flow).target === pair[1]} />
        ))}
      </div>
      <SidePicture side={pair[1]} />
    </div>
  );
}

function SidePicture({ side }: { side: PairSide }) {
  return (
    <div className="grid min-w-0 justify-items-center gap-1.5 text-center text-sm">
      <ApplicationLogo application={side.application} />
      <span className="max-w-full font-medium break-words">{side.connection.displayTitle}</span>
    </div>
  );
}

function Arrow({ title, isToRight }: { title: string; isToRight: boolean }) {
  return (
    <div className="grid gap-0.5 text-brand">
      <span className="text-center text-sm font-medium text-ink">{title}</span>
      <span className={`flex items-center ${isToRight ? '' : 'flex-row-reverse'}`}>
        <span className="h-0.5 flex-1 rounded-full bg-brand" />
        <svg viewBox="0 0 10 12" className={`h-3 w-2.5 fill-brand ${isToRight ? '' : 'rotate-180'}`}>
          <path d="M0 0 L10 6 L0 12 Z" />
        </svg>
      </span>
    </div>
  );
}
