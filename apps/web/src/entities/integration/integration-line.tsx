import type { Application, Connection } from '@koppel/contracts';
import { Badge, TextLink, type Tone } from '@koppel/ui';
import { Link } from '@tanstack/react-router';
import { ArrowLeftRight, ArrowRight, CircleAlert, CircleCheck, CirclePause, TriangleAlert } from 'lucide-react';
import { formatMoment } from '../../shared/format/format.js';
import { ApplicationLogo } from '../application/application.js';
import type { Health } from './health.js';
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

export interface ConnectedApplicationsProps {
  connections: Connection[];
  applications: Application[];
  /** One direction only, from the first to the second. */
  isOneWay?: boolean;
}

/** Two connections beside each other, each with its application's logo. */
export function ConnectedApplications({ connections, applications, isOneWay = false }: ConnectedApplicationsProps) {
  const Arrow = isOneWay ? ArrowRight : ArrowLeftRight;
  return (
    <span className="flex flex-wrap items-center gap-2">
      {connections.map((connection, index) => {
        const application = applications.find(({ id }) => id === connection.applicationId);
        return (
          <span key={connection.id} className="flex min-w-0 items-center gap-2">
            {index > 0 && <Arrow aria-hidden className="size-4 shrink-0 text-ink-soft" />}
            {application && <ApplicationLogo application={application} size="sm" />}
            <span className="min-w-0 break-words">{connection.displayTitle}</span>
          </span>
        );
      })}
    </span>
  );
}

const looks = {
  good: { tone: 'good', Icon: CircleCheck },
  attention: { tone: 'warning', Icon: TriangleAlert },
  failing: { tone: 'danger', Icon: CircleAlert },
  paused: { tone: 'neutral', Icon: CirclePause },
} as const satisfies Record<Health['level'], { tone: Tone; Icon: unknown }>;

export function HealthBadge({ level }: { level: Health['level'] }) {
  const { tone, Icon } = looks[level];
  return (
    <Badge tone={tone}>
      <Icon aria-hidden className="size-3.5" />
      {texts.health[level]}
    </Badge>
  );
}
