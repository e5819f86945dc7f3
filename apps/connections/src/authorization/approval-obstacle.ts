import { isPublicHttps } from '@koppel/connector-host';
import type { Connector, KeyApproval } from '@koppel/connector-sdk';
import type { Reason } from '@koppel/contracts';
import { reason } from '../reasons.js';

/** Why an application cannot post its keys to this Koppel; undefined where it can. Pure. */
export function obstacleOf(
  { name: application, keyApproval }: Pick<Connector, 'name'> & { keyApproval: KeyApproval },
  publicUrl: string,
): Reason | undefined {
  if (!isPublicHttps(publicUrl))
    return reason('connections.approval_needs_public_url', { application, address: publicUrl });
  const port = Number(new URL(publicUrl).port || 443);
  const { callbackPorts } = keyApproval;
  if (!callbackPorts || callbackPorts.includes(port)) return undefined;
  return reason('connections.approval_port', { application, port, ports: callbackPorts.join(', ') });
}
