import type { Integration, Package } from '@koppel/contracts';
import { Alert, Card, CheckCard, Field, Input, Stack } from '@koppel/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { ArrowRight } from 'lucide-react';
import { useState } from 'react';
import { call } from '../../lib/api/call.js';
import { refresh } from '../../lib/api/queries.js';
import { ProblemAlert } from '../../lib/page/problem-alert.js';
import { Loading, QueryView } from '../../lib/page/query-view.js';
import { texts } from './texts.js';
import { endsOf, useDraft, type Pair } from './use-draft.js';
import { WizardStep } from './wizard-step.js';

const words = texts.packages;

export function PackagesStep() {
  const { search, pair, packages, integration, error } = useDraft();
  if (error) return <ProblemAlert error={error} />;
  if (!pair || (search.integration && integration.isPending)) return <Loading />;
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
  const { search } = useDraft();
  const navigate = useNavigate();
  const [packageIds, setPackageIds] = useState<string[]>(integration?.packageIds ?? []);
  const [title, setTitle] = useState(
    integration?.title ??
      pair.connections
        .map(({ displayTitle }) => displayTitle)
        .join(' – ')
        .slice(0, 80),
  );
  const save = useSave({ pair, integration });
  const leave = async (saved: Integration) => {
    const place = { ...search, integration: saved.id };
    // The browser's own way back must find the integration too, or it would be made twice.
    await navigate({ to: '/wizard/packages', search: place, replace: true });
    await navigate({ to: '/wizard/settings', search: place });
  };
  const isTitled = title.trim() !== '';
  const toggle = (id: string, isChecked: boolean) =>
    setPackageIds(isChecked ? [...packageIds, id] : packageIds.filter((one) => one !== id));
  return (
    <WizardStep
      title={words.title}
      introduction={words.introduction}
      onBack={() => void navigate({ to: '/wizard/applications', search })}
      error={save.error}
      next={{
        isDisabled: packageIds.length === 0 || !isTitled,
        hint: packageIds.length === 0 ? words.chooseOne : undefined,
        isBusy: save.isPending,
        onClick: () => save.mutate({ title: title.trim(), packageIds }, { onSuccess: (saved) => void leave(saved) }),
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
          <FlowArrows pair={pair} flows={one.flows} />
        </CheckCard>
      ))}
      <Card>
        <Field
          label={words.integrationTitle}
          help={words.integrationTitleHelp}
          error={isTitled ? undefined : words.titleMissing}
          isRequired
        >
          <Input value={title} maxLength={80} onChange={(event) => setTitle(event.target.value)} />
        </Field>
      </Card>
    </WizardStep>
  );
}

/** Makes the integration, or changes the one that was made earlier. */
function useSave({ pair, integration }: { pair: Pair; integration: Integration | undefined }) {
  const queryClient = useQueryClient();
  const [first, second] = pair.connections;
  return useMutation({
    mutationFn: (choice: { title: string; packageIds: string[] }) =>
      integration
        ? call('updateIntegration', { integrationId: integration.id, ...choice })
        : call('createIntegration', { connectionIds: [first.id, second.id], ...choice }),
    onSuccess: (saved) => {
      queryClient.setQueryData(['getIntegration', { integrationId: saved.id }], saved);
      return refresh(queryClient, ['listIntegrations']);
    },
  });
}

function FlowArrows({ pair, flows }: { pair: Pair; flows: Package['flows'] }) {
  return (
    <ul aria-label={words.flows} className="mt-2 grid gap-2">
      {flows.map((flow) => {
        const { source, target } = endsOf(pair, flow);
        return (
          <li key={flow.key} className="rounded-control border border-line bg-surface px-3 py-2">
            <Stack gap="sm">
              <span className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
                <span className="font-medium">{flow.title}</span>
                <span className="flex min-w-0 flex-wrap items-center gap-1.5 text-sm">
                  <span className="rounded-full bg-sunken px-2 py-0.5">{source}</span>
                  <ArrowRight aria-label={words.to} className="size-4 shrink-0 text-brand" />
                  <span className="rounded-full bg-sunken px-2 py-0.5">{target}</span>
                </span>
              </span>
              <span className="text-sm text-ink-soft">{flow.description}</span>
            </Stack>
          </li>
        );
      })}
    </ul>
  );
}
