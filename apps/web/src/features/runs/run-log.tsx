import type { Run, RunLogEntry } from '@koppel/contracts';
import { Button, Card, Row, Stack, Text, Timeline } from '@koppel/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { isActive } from '../../entities/run/run-state.js';
import { call } from '../../shared/api/call.js';
import { usePollMs } from '../../shared/events/live-updates.js';
import { formatInstant } from '../../shared/format/format.js';
import { allItems } from '../../shared/list/use-list.js';
import { Loading, ProblemAlert } from '../../shared/page/query-view.js';
import { Reason } from '../../shared/page/reason.js';
import { logText, mainPoints } from './run-text.js';
import { texts } from './texts.js';

const PAGE_LIMIT = 200;
const OFTEN_MS = 3000;
const SELDOM_MS = 15_000;

/** What happened in a run, in plain words. */
export function RunLog({ run }: { run: Run }) {
  const pollMs = usePollMs(OFTEN_MS, SELDOM_MS);
  const log = useInfiniteQuery({
    queryKey: ['listRunLog', { runId: run.id }, 'paged'],
    queryFn: ({ pageParam, signal }) =>
      call('listRunLog', { runId: run.id, limit: PAGE_LIMIT, after: pageParam }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    select: allItems<RunLogEntry>,
    refetchInterval: isActive(run) && pollMs,
  });
  return (
    <Card title={texts.logTitle}>
      <Stack>
        <ProblemAlert error={log.error} onRetry={() => void log.refetch()} />
        {log.isPending && !log.error && <Loading />}
        {log.data && <Entries entries={log.data} />}
        {log.hasNextPage && (
          <Row>
            <Button size="sm" isBusy={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
              {texts.moreLog}
            </Button>
          </Row>
        )}
      </Stack>
    </Card>
  );
}

function Entries({ entries }: { entries: RunLogEntry[] }) {
  const [showsAll, setShowsAll] = useState(false);
  const points = mainPoints(entries);
  if (entries.length === 0) return <Text tone="soft">{texts.noLog}</Text>;
  const shown = (showsAll ? entries : points).map((entry) => {
    const { tone, title, meaning, reason } = logText(entry);
    const content = (meaning || reason) && (
      <>
        {reason && <Reason reason={reason} />} {meaning}
      </>
    );
    return {
      id: `${entry.kind}-${entry.at}-${entry.details.page}`,
      tone,
      title,
      when: formatInstant(entry.at),
      content,
    };
  });
  return (
    <>
      <Timeline label={texts.logTitle} entries={shown} />
      {entries.length > points.length && (
        <Row>
          <Button size="sm" variant="quiet" aria-expanded={showsAll} onClick={() => setShowsAll(!showsAll)}>
            {showsAll ? texts.fewerPages : texts.everyPage(entries.length - points.length)}
          </Button>
        </Row>
      )}
    </>
  );
}
