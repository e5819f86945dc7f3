import type { OrganizationSummary } from '@koppel/contracts';
import { Badge, Button, Card, type Column, Stack, Table, Text, type Tone } from '@koppel/ui';
import { useMutation, useQuery } from '@tanstack/react-query';
import { apiQuery } from '../../shared/api/queries.js';
import { formatMoment } from '../../shared/format/format.js';
import { Page } from '../../shared/page/page.js';
import { ProblemAlert, QueryView } from '../../shared/page/query-view.js';
import { sessionQuery, switchOrganization } from '../../shared/session/session.js';
import { texts as shellTexts } from '../../shared/shell/texts.js';
import { inOrderOfNeed, needsOf } from './organization-needs.js';
import { texts } from './texts.js';

const POLL_MS = 60_000;
const SHOWN = 200;

/** All organizations that the person works in, and how each is. */
export function OrganizationsPage() {
  const summaries = useQuery({
    ...apiQuery('listOrganizationSummaries', { limit: SHOWN }),
    refetchInterval: POLL_MS,
  });
  return (
    <Page title={texts.title} description={texts.introduction}>
      <QueryView query={summaries}>
        {({ items, next }) => (
          <Card>
            <Stack>
              <Table
                caption={texts.title}
                columns={columns}
                rows={inOrderOfNeed(items)}
                rowKey={({ organization }) => organization.id}
              />
              {next !== null && <Text tone="soft">{texts.firstOnly(SHOWN)}</Text>}
            </Stack>
          </Card>
        )}
      </QueryView>
    </Page>
  );
}

const tones: Record<OrganizationSummary['health'], Tone> = {
  well: 'good',
  attention: 'warning',
  unknown: 'neutral',
  second_factor_required: 'neutral',
};

const columns: Column<OrganizationSummary>[] = [
  {
    id: 'organization',
    header: texts.organization,
    cell: ({ organization, role }) => (
      <>
        <span className="font-medium break-words">{organization.name}</span>
        <span className="block text-sm text-ink-soft">{shellTexts.roles[role]}</span>
      </>
    ),
  },
  {
    id: 'health',
    header: texts.health,
    cell: (summary) => (
      <>
        <Badge tone={tones[summary.health]}>{texts.healths[summary.health]}</Badge>
        {needsOf(summary).map((line) => (
          <span key={line} className="block text-sm text-ink-soft">
            {line}
          </span>
        ))}
      </>
    ),
  },
  {
    id: 'run',
    header: texts.lastRun,
    cell: ({ lastRunAt }) => (lastRunAt ? formatMoment(lastRunAt) : texts.noRun),
  },
  {
    id: 'open',
    header: texts.open,
    isHeaderHidden: true,
    align: 'end',
    cell: ({ organization }) => <Open organization={organization} />,
  },
];

function Open({ organization: { id, name } }: Pick<OrganizationSummary, 'organization'>) {
  const { data: session } = useQuery(sessionQuery);
  const change = useMutation({
    mutationFn: switchOrganization,
    // A new page load: nothing of the other organization may stay in memory.
    onSuccess: () => location.assign('/'),
  });
  if (session?.organization.id === id) return <Badge>{texts.current}</Badge>;
  return (
    <>
      <Button size="sm" isBusy={change.isPending} aria-label={texts.openOne(name)} onClick={() => change.mutate(id)}>
        {texts.open}
      </Button>
      <ProblemAlert error={change.error} />
    </>
  );
}
