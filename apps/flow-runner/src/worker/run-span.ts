import type { RunRecord } from '../run/run.js';

/** A run's span by OpenTelemetry's messaging conventions. Ids only: no title, no setting. */
export function runSpanOf({ id, organizationId, flowId, entity, trigger, attempts }: RunRecord) {
  return {
    name: `run ${entity}`,
    attributes: {
      'messaging.system': 'nats',
      'messaging.destination.name': 'work.v1.run',
      'messaging.operation.name': 'process',
      'messaging.operation.type': 'process',
      'koppel.run.id': id,
      'koppel.organization.id': organizationId,
      'koppel.flow.id': flowId,
      'koppel.entity': entity,
      'koppel.trigger': trigger,
      'koppel.run.attempt': attempts,
    },
  };
}
