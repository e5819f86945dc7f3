import { Agent } from 'undici';
import { lookupPublic } from './address-guard.js';

const connectTimeoutMs = 10_000;
const connectionsPerOrigin = 128;

/** One agent each, which keeps one pool per origin for the whole process. */
let agents: { public?: Agent; private?: Agent } = {};

function createAgent(lookup?: typeof lookupPublic): Agent {
  return new Agent({
    connections: connectionsPerOrigin,
    // Calls that are not idempotent must not be pipelined: 1 means one request at a time on a connection.
    pipelining: 1,
    allowH2: false,
    connect: { timeout: connectTimeoutMs, ...(lookup && { lookup }) },
  });
}

/** The agent for outbound calls; the pools of guarded and unguarded calls are never shared. */
export function httpAgent(allowPrivateAddresses: boolean): Agent {
  if (allowPrivateAddresses) return (agents.private ??= createAgent());
  return (agents.public ??= createAgent(lookupPublic));
}

/** Closes every connection once the calls under way have ended; the next call opens new ones. */
export async function closeHttpPools(): Promise<void> {
  const closing = Object.values(agents);
  agents = {};
  await Promise.all(closing.map((agent) => agent.close()));
}
