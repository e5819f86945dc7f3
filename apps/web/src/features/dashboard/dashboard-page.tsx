import type { DraftSummary } from '@koppel/contracts';
import { Alert, Button, Card, Row, Segments, Stack, StatList, Text } from '@koppel/ui';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useDeferredValue, useEffect, useRef, useState } from 'react';
import { healthLevels } from '../../entities/integration/health-level.js';
import { IntegrationLine } from '../../entities/integration/integration-line.js';
import { StartIntegrating } from '../../entities/integration/start-integrating.js';
import { type IntegrationOverview, useOverview } from '../../entities/integration/use-overview.js';
import { watchFinished } from '../../entities/integration/wizard-window.js';
import { apiQuery } from '../../shared/api/queries.js';
import { formatCount } from '../../shared/format/format.js';
import { Page } from '../../shared/page/page.js';
import { Loading, ProblemAlert, QueryView } from '../../shared/page/query-view.js';
import { useIsAllowed } from '../../shared/session/session.js';
import { type Day, isBegun, outcomes, totalsOf } from './dashboard.js';
import { texts } from './texts.js';

const FirstVisit = lazy(() => import('./first-visit.js'));
const DraftsCard = lazy(() => import('./drafts-card.js'));
const SideColumn = lazy(() => import('./side-column.js'));

export function DashboardPage() {
  const overview = useOverview();
  const drafts = useDrafts();
  // Rendered at once to avoid layout shifts, but deferred to stay responsive.
  const items = useDeferredValue(drafts && overview.items);
  const isEmpty = items?.length === 0;
  return (
    <Page title={texts.title} description={texts.introduction} actions={items && !isEmpty && <StartIntegrating />}>
      <Stack gap="lg">
        <FinishedNotice />
        {overview.error && <ProblemAlert error={overview.error} onRetry={overview.retry} />}
        {!items && !overview.error && <Loading />}
        {items && drafts && drafts.length > 0 && (
          <Suspense fallback={<div className="h-32" />}>
            <DraftsCard drafts={drafts} />
          </Suspense>
        )}
        {isEmpty && (
          <Suspense fallback={<div className="h-96" />}>
            <FirstVisit />
          </Suspense>
        )}
        {items && !isEmpty && (
          <div className="grid items-start gap-6 xl:grid-cols-[minmax(0,1fr)_21rem]">
            <Stack gap="lg">
              <RecordsCard />
              <IntegrationList items={items} />
            </Stack>
            <NearScreen fallback={<div className="h-96" />}>
              <SideColumn connections={overview.allConnections} />
            </NearScreen>
          </div>
        )}
      </Stack>
    </Page>
  );
}

/** Reports that a wizard in another window has finished. */
function FinishedNotice() {
  const [integrationId, setIntegrationId] = useState<string>();
  const queryClient = useQueryClient();
  useEffect(
    () =>
      watchFinished((finishedId) => {
        void queryClient.invalidateQueries();
        setIntegrationId(finishedId);
      }),
    [queryClient],
  );
  if (!integrationId) return null;
  return (
    <Alert
      tone="good"
      title={texts.finishedTitle}
      actions={
        <Button size="sm" asChild>
          <Link to="/integrations/$integrationId" params={{ integrationId }}>
            {texts.toIntegration}
          </Link>
        </Button>
      }
    />
  );
}

/** Distance below the viewport at which content is loaded. */
const margin = '0px 0px 300px';

/** Loads content when it comes near the viewport; `fallback` is shown until then. */
export function NearScreen({ fallback, children }: { fallback: ReactNode; children: ReactNode }) {
  const container = useRef<HTMLDivElement>(null);
  const [isNear, setIsNear] = useState(false);
  useEffect(() => {
    if (isNear || !container.current) return;
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting) setIsNear(true);
      },
      { rootMargin: margin },
    );
    observer.observe(container.current);
    return () => observer.disconnect();
  }, [isNear]);
  return <div ref={container}>{isNear ? <Suspense fallback={fallback}>{children}</Suspense> : fallback}</div>;
}

const RecordsChart = lazy(() => import('./records-chart.js'));

const periods = ['7', '14', '30'] as const;
const periodOptions = periods.map((value) => ({ value, label: texts.days(Number(value)) }));

/** Delivered records by day. */
export function RecordsCard() {
  const [period, setPeriod] = useState<(typeof periods)[number]>('14');
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const statistics = useQuery({
    ...apiQuery('getStatistics', { days: Number(period), timeZone }),
    placeholderData: keepPreviousData,
  });
  return (
    <Card
      title={texts.records}
      description={texts.recordsHelp}
      aside={
        <Segments label={texts.period} isLabelHidden options={periodOptions} value={period} onChange={setPeriod} />
      }
    >
      <div className="min-h-80">
        <QueryView query={statistics}>{({ days }) => <Days days={days} />}</QueryView>
      </div>
    </Card>
  );
}

function Days({ days }: { days: Day[] }) {
  const totals = totalsOf(days);
  const isEmpty = outcomes.every((outcome) => totals[outcome] === 0);
  return (
    <Stack gap="lg">
      <StatList stats={outcomes.map((outcome) => ({ label: texts[outcome], value: formatCount(totals[outcome]) }))} />
      {isEmpty ? (
        <Text tone="soft">{texts.nothingTravelled}</Text>
      ) : (
        <Suspense fallback={<div className="h-64" />}>
          <RecordsChart days={days} />
        </Suspense>
      )}
    </Stack>
  );
}

const SHOWN = 8;

/** How every integration is, the one that needs most attention first. */
export function IntegrationList({ items }: { items: IntegrationOverview[] }) {
  const rank = ({ health }: IntegrationOverview) => healthLevels.indexOf(health.level);
  const shown = [...items].sort((one, other) => rank(one) - rank(other)).slice(0, SHOWN);
  return (
    <Card title={texts.integrations}>
      <Stack>
        <ul className="divide-y divide-line">
          {shown.map((item) => (
            <li key={item.integration.id} className="py-4 first:pt-0">
              <IntegrationLine overview={item} />
            </li>
          ))}
        </ul>
        <Row>
          <Button size="sm" asChild>
            <Link to="/integrations">{texts.allIntegrations}</Link>
          </Button>
          {items.length > SHOWN && <span className="text-sm text-ink-soft">{texts.more(items.length - SHOWN)}</span>}
        </Row>
      </Stack>
    </Card>
  );
}

/** Drafts of the wizard; empty for roles that may not use it, undefined while loading. */
export function useDrafts(): DraftSummary[] | undefined {
  const isAllowed = useIsAllowed();
  const isEnabled = isAllowed('listDrafts');
  const drafts = useQuery({ ...apiQuery('listDrafts', {}), enabled: isEnabled });
  if (isEnabled && drafts.isPending) return undefined;
  return drafts.data?.items.filter(isBegun) ?? [];
}
