import type { Flow } from '@koppel/contracts';
import type { Connector, SourceRecord } from '@koppel/connector-sdk';
import { planFlow, type OpenEnd } from '../engine/flow-plan.js';
import { translatePage } from '../engine/translate.js';
import { RunFailure } from '../engine/trouble.js';

/** What keeps a record from being translated by its flow, in plain words; undefined: nothing. Pure. */
export function problemOf(options: {
  flow: Flow;
  source: Connector;
  target: Connector;
  record: SourceRecord<unknown>;
}): string | undefined {
  const { flow, record } = options;
  try {
    const [source, target] = [closedEnd(options.source), closedEnd(options.target)];
    const plan = planFlow({ entity: flow.entity, settings: flow.settings, source, target });
    const [end] = translatePage(plan, [record]).ended.values();
    return end?.outcome === 'failed' ? end.failure.reason : undefined;
  } catch (error: unknown) {
    if (error instanceof RunFailure) return error.message;
    throw error;
  }
}

/** An end of a flow for translating alone, which calls nobody. */
function closedEnd(connector: Connector): OpenEnd {
  const nothing = () => undefined;
  return {
    connector,
    context: {
      fields: {},
      host: {},
      http: { request: () => Promise.reject(new Error('translating a record calls nobody')) },
      cache: new Map(),
      signal: new AbortController().signal,
      now: () => new Date(),
      log: { info: nothing, warn: nothing },
    },
    concurrency: () => 0,
  };
}
