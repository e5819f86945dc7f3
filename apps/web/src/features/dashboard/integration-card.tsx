import { Card, Stack, StatList, TextLink } from '@koppel/ui';
import { Link } from '@tanstack/react-router';
import { formatCount, formatMoment } from '../../lib/format/format.js';
import { ConnectedApplications } from '../../lib/integration/connected-applications.js';
import { HealthBadge } from '../../lib/integration/health-badge.js';
import type { IntegrationOverview } from '../../lib/integration/use-overview.js';
import { texts } from './texts.js';

/** One integration at a glance: how it is, why, and the numbers that matter. */
export function IntegrationCard({ overview }: { overview: IntegrationOverview }) {
  const { integration, health, connections, applications } = overview;
  const summaries = integration.flows.flatMap(({ id }) => overview.summaries.get(id) ?? []);
  const enabled = integration.flows.filter(({ isEnabled }) => isEnabled).length;
  const nextRun = summaries.flatMap(({ nextRunAt }) => nextRunAt ?? []).sort()[0];
  const sum = (pick: 'openIssues' | 'linkedRecords') => summaries.reduce((total, summary) => total + summary[pick], 0);
  return (
    <Card
      title={
        <TextLink>
          <Link to="/integrations/$integrationId" params={{ integrationId: integration.id }}>
            {integration.title}
          </Link>
        </TextLink>
      }
      aside={<HealthBadge level={health.level} />}
    >
      <Stack>
        <ConnectedApplications connections={connections} applications={applications} />
        {health.reasons.length > 0 && (
          <ul className="grid gap-1 text-[0.9375rem]">
            {health.reasons.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        )}
        <StatList
          stats={[
            { label: texts.enabled, value: texts.ofFlows(enabled, integration.flows.length) },
            { label: texts.records, value: formatCount(sum('linkedRecords')) },
            { label: texts.openIssues, value: formatCount(sum('openIssues')) },
            { label: texts.nextRun, value: nextRun ? formatMoment(nextRun) : texts.none },
          ]}
        />
      </Stack>
    </Card>
  );
}
