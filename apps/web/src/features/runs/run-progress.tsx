import type { Run } from '@koppel/contracts';
import { Button, Card, FactList, Progress, Row, Shares, Stack, StatList, Text } from '@koppel/ui';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { formatCount } from '../../lib/format/format.js';
import { Reason } from '../../lib/record/reason.js';
import { outcomeTones } from '../../lib/record/outcome-badge.js';
import { rateInWords, ratePerSecond, withSample, type RateSample } from '../../lib/run/run-rate.js';
import { isActive, issueCount } from '../../lib/run/run-state.js';
import { texts } from './texts.js';

const names = ['read', 'created', 'updated', 'unchanged', 'filtered', 'failed', 'held'] as const;
type Ended = Exclude<(typeof names)[number], 'read'>;
const ended = names.filter((name): name is Ended => name !== 'read');

/** How far a run is, or what came of it. `asOfMs`: when that was read. */
export function RunProgress({ run, asOfMs }: { run: Run; asOfMs: number }) {
  const { counts } = run;
  const isLive = isActive(run);
  const stats = names.map((name) => ({ label: texts.counts[name], value: formatCount(counts[name]) }));
  const shares = ended.map((name) => ({ id: name, tone: outcomeTones[name], count: counts[name] }));
  const parts = ended.filter((name) => counts[name] > 0);
  const words = parts.map((name) => `${texts.counts[name]} ${formatCount(counts[name])}`).join(', ');
  return (
    <Card title={isLive ? texts.progressTitle : texts.resultTitle}>
      <Stack gap="md">
        {isLive && <LiveBar run={run} asOfMs={asOfMs} />}
        {parts.length > 0 && <Shares label={texts.sharesOf(words)} shares={shares} />}
        <StatList stats={stats} />
        <IssuesOf run={run} />
      </Stack>
    </Card>
  );
}

/** The source does not tell how much there is, so that the bar moves without claiming an end. */
function LiveBar({ run, asOfMs }: { run: Run; asOfMs: number }) {
  const [samples, setSamples] = useState<readonly RateSample[]>([]);
  const next = withSample(samples, { atMs: asOfMs, read: run.counts.read });
  if (next !== samples) setSamples(next);
  const rate = run.state === 'running' ? ratePerSecond(next, run.startedAt) : null;
  return (
    <div className="grid gap-2">
      <Progress label={texts.progress} percent={null} />
      <div role="status" className="flex flex-wrap justify-between gap-x-4">
        <span className="font-medium">
          {run.state === 'queued' ? texts.queuedNow : texts.readSoFar(run.counts.read)}
        </span>
        {rate !== null && <span className="text-ink-soft tabular-nums">{rateInWords(rate, texts)}</span>}
      </div>
      <Text tone="soft" size="sm">
        {texts.openEnd}
      </Text>
    </div>
  );
}

function IssuesOf({ run }: { run: Run }) {
  const issues = issueCount(run);
  if (issues === 0) return isActive(run) ? null : <Text tone="soft">{texts.noIssues}</Text>;
  return (
    <Row>
      <Button asChild size="sm">
        <Link to="/issues" search={{ runId: run.id }}>
          {texts.seeIssues(texts.issues(issues))}
        </Link>
      </Button>
    </Row>
  );
}

/** Why records were left out, the most frequent reason first. */
export function LeftOut({ run }: { run: Run }) {
  const reasons = Object.entries(run.filterReasons ?? {}).sort(([, one], [, other]) => other - one);
  if (reasons.length === 0) return null;
  const facts = reasons.map(([reason, count]) => ({ label: formatCount(count), value: <Reason>{reason}</Reason> }));
  return (
    <Card title={texts.whyLeftOut} description={texts.whyLeftOutHelp}>
      <FactList facts={facts} />
    </Card>
  );
}
