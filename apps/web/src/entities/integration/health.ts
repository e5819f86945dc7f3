import type { Connection, flowSummaryList, Integration, Run } from '@koppel/contracts';
import type { z } from 'zod';
import { flowTitle } from '../flow/flow-title.js';
import { reasonText } from '../../shared/page/reason.js';
import type { HealthLevel } from './health-level.js';
import { texts } from './texts.js';

export type FlowSummary = z.infer<typeof flowSummaryList.reply>['items'][number];

/** The health of an integration with its reasons as text. */
export interface Health {
  level: HealthLevel;
  reasons: string[];
}

export function healthOf(facts: {
  integration: Integration;
  connections: Connection[];
  summaries: FlowSummary[];
}): Health {
  const { integration } = facts;
  const summaries = facts.summaries.filter(({ flowId }) => integration.flows.some(({ id }) => id === flowId));
  const failures = [...connectionFailures(integration, facts.connections), ...runFailures(integration, summaries)];
  if (failures.length > 0) return { level: 'failing', reasons: failures };
  const issues = summaries.reduce((sum, summary) => sum + summary.openIssues, 0);
  if (issues > 0) {
    return { level: 'attention', reasons: [texts.openIssues(issues)] };
  }
  if (!integration.flows.some(({ isEnabled }) => isEnabled)) return { level: 'paused', reasons: [texts.paused] };
  return { level: 'good', reasons: [] };
}

function connectionFailures(integration: Integration, connections: Connection[]): string[] {
  return connections
    .filter(({ id }) => integration.connectionIds.includes(id))
    .flatMap(({ state, displayTitle, reason }) => {
      if (state === 'ready') return [];
      if (state !== 'needs_attention') return [texts.connectionNotReady(displayTitle)];
      return [withReason(texts.connectionNeedsAttention(displayTitle), reason)];
    });
}

function runFailures(integration: Integration, summaries: FlowSummary[]): string[] {
  return integration.flows.flatMap((flow) => {
    const lastRun = summaries.find(({ flowId }) => flowId === flow.id)?.lastRun;
    if (lastRun?.state !== 'failed') return [];
    return [withReason(texts.runFailed(flowTitle(flow)), lastRun.reason)];
  });
}

function withReason(sentence: string, reason: Connection['reason'] | Run['reason']): string {
  return reason ? `${sentence} ${reasonText(reason)}` : sentence;
}
