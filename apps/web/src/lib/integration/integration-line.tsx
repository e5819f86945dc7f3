import { TextLink } from '@koppel/ui';
import { Link } from '@tanstack/react-router';
import { formatMoment } from '../format/format.js';
import { ConnectedApplications } from './connected-applications.js';
import { HealthBadge } from './health-badge.js';
import { texts } from './texts.js';
import type { IntegrationOverview } from './use-overview.js';

/** One integration in a list: how it is, why, and the numbers that matter. */
export function IntegrationLine({ overview }: { overview: IntegrationOverview }) {
  const { integration, health } = overview;
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <p className="min-w-0 font-semibold break-words">
          <TextLink look="title">
            <Link to="/integrations/$integrationId" params={{ integrationId: integration.id }}>
              {integration.title}
            </Link>
          </TextLink>
        </p>
        <HealthBadge level={health.level} />
      </div>
      <ConnectedApplications connections={overview.connections} applications={overview.applications} />
      {health.reasons.length > 0 && (
        <ul className="grid gap-1 text-[0.9375rem] break-words">
          {health.reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      )}
      <p className="flex flex-wrap gap-x-4 gap-y-1 text-sm text-ink-soft">
        {factsOf(overview).map((fact) => (
          <span key={fact}>{fact}</span>
        ))}
      </p>
    </div>
  );
}

function factsOf({ integration, summaries }: IntegrationOverview): string[] {
  const ofFlows = integration.flows.flatMap(({ id }) => summaries.get(id) ?? []);
  const enabled = integration.flows.filter(({ isEnabled }) => isEnabled).length;
  const records = ofFlows.reduce((sum, { linkedRecords }) => sum + linkedRecords, 0);
  const nextRunAt = ofFlows.flatMap((summary) => summary.nextRunAt ?? []).sort()[0];
  return [
    texts.flowsEnabled(enabled, integration.flows.length),
    texts.recordsLinked(records),
    nextRunAt ? texts.nextRun(formatMoment(nextRunAt)) : texts.noNextRun,
  ];
}
