import { callbackObstacle } from '@koppel/connector-host';
import type { Connector } from '@koppel/connector-sdk';
import type { Reason } from '@koppel/contracts';
import { reason } from '../reasons.js';

/** Why an application cannot post its keys to this Koppel; undefined where it can. Pure. */
export function obstacleOf(
  { name: application, callbackPorts }: Pick<Connector, 'name' | 'callbackPorts'>,
  publicUrl: string,
): Reason | undefined {
  const obstacle = callbackObstacle(publicUrl, callbackPorts);
  if (!obstacle) return undefined;
  if (obstacle.kind === 'not_public')
    return reason('connections.approval_needs_public_url', { application, address: publicUrl });
  const { port, ports } = obstacle;
  return reason('connections.approval_port', { application, port, ports });
}
