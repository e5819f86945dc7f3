import type { Integration, Package } from '@koppel/contracts';
import { Alert, Card, CheckCard, Field, Input, Stack } from '@koppel/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../lib/api/call.js';
import { refresh } from '../../lib/api/queries.js';
import { flowTitle } from '../../lib/flow/flow-title.js';
import { ProblemAlert } from '../../lib/page/problem-alert.js';
import { Loading, QueryView } from '../../lib/page/query-view.js';
import { useDraft } from './draft-context.js';
import { PackagePicture } from './package-picture.js';
import { texts } from './texts.js';
import { usePair, type Pair } from './use-pair.js';
import { useSteps } from './use-steps.js';
import { WizardStep } from './wizard-step.js';

const words = texts.packages;
const MOST_CHARACTERS = 80;

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
  const { keptInput } = useDraft();
  const goTo = useSteps();
  const [kept] = useState(() => keptInput<Choice>(`packages:${pair[0].connection.id}`));
  const [choice, setChoice] = useState((): Choice => ({ ...startOf(pair, integration), ...kept.read() }));
  const save = useSave(pair, integration);
  const change = (changes: Partial<Choice>) => {
    setChoice({ ...choice, ...changes });
    kept.keep({ ...choice, ...changes });
  };
  const { packageIds } = choice;
  const title = choice.title.trim();
  const toggle = (id: string, isChecked: boolean) =>
    change({ packageIds: isChecked ? [...packageIds, id] : packageIds.filter((one) => one !== id) });
  const leave = () => {
    kept.keep(undefined);
    void goTo('settings');
  };
  return (
    <WizardStep
      step="packages"
      title={words.title}
      introduction={words.introduction}
      onBack={() => void goTo('applications')}
      error={save.error}
      next={{
        isDisabled: packageIds.length === 0 || title === '',
        hint: packageIds.length === 0 ? words.chooseOne : undefined,
        isBusy: save.isPending,
        onClick: () => save.mutate({ title, packageIds }, { onSuccess: leave }),
      }}
    >
      {packages.length === 0 && <Alert tone="warning">{words.none}</Alert>}
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
          label={words.integrationTitle}
          help={words.integrationTitleHelp}
          error={title === '' ? words.titleMissing : undefined}
          isRequired
        >
          <Input
            value={choice.title}
            maxLength={MOST_CHARACTERS}
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
    title: integration?.title ?? titles.join(' – ').slice(0, MOST_CHARACTERS),
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
      // Where this does not arrive the integration would be made twice after a reload; it is sent again by itself.
      await flush().catch(() => undefined);
      await refresh(queryClient, ['listIntegrations']);
    },
  });
}

function FlowList({ flows }: { flows: Package['flows'] }) {
  return (
    <ul aria-label={words.flows} className="grid gap-2">
      {flows.map((flow) => (
        <li key={flow.key}>
          <span className="font-medium">{flowTitle(flow)}</span>
          <span className="block text-sm text-ink-soft">{flow.description}</span>
        </li>
      ))}
    </ul>
  );
}
