import type { Manifest } from './render.js';

interface Peer {
  podSelector?: Selector;
  namespaceSelector?: Selector;
  ipBlock?: { cidr: string; except?: string[] };
}

interface Selector {
  matchLabels?: Record<string, string>;
  matchExpressions?: { key: string; operator: string; values: string[] }[];
}

interface Rule {
  peers: Peer[];
  ports: number[];
}

interface Policy {
  podSelector: Selector;
  policyTypes: string[];
  ingress?: { from?: Peer[]; ports?: { port: number }[] }[];
  egress?: { to?: Peer[]; ports?: { port: number }[] }[];
}

const componentLabel = 'app.kubernetes.io/component';

function matches({ matchLabels = {}, matchExpressions = [] }: Selector, labels: Record<string, string>): boolean {
  return (
    Object.entries(matchLabels).every(([label, value]) => labels[label] === value) &&
    matchExpressions.every(({ key, values }) => values.includes(labels[key] ?? ''))
  );
}

/**
 * Who may talk to whom in a rendered overlay: `gateway → nats:4222`, `monitoring/ → gateway:8080`, `connections → internet:443`.
 * Between two pods an arrow is there only if the one may send and the other may receive.
 */
export function arrowsOf(manifests: readonly Manifest[], pods: readonly Record<string, string>[]): string[] {
  const policies = manifests
    .filter(({ kind }) => kind === 'NetworkPolicy')
    .map(({ spec }) => spec as unknown as Policy);
  const nameOf = (labels: Record<string, string>) => labels[componentLabel] ?? '';
  const rulesFor = (labels: Record<string, string>, direction: 'Ingress' | 'Egress'): Rule[] =>
    policies
      .filter(({ podSelector, policyTypes }) => policyTypes.includes(direction) && matches(podSelector, labels))
      .flatMap(({ ingress = [], egress = [] }) =>
        direction === 'Ingress'
          ? ingress.map(({ from = [], ports = [] }) => ({ peers: from, ports: ports.map(({ port }) => port) }))
          : egress.map(({ to = [], ports = [] }) => ({ peers: to, ports: ports.map(({ port }) => port) })),
      );
  const lets = (rules: readonly Rule[], labels: Record<string, string>): Set<number> =>
    new Set(
      rules
        .filter(({ peers }) => peers.some(({ podSelector }) => podSelector && matches(podSelector, labels)))
        .flatMap(({ ports }) => ports),
    );
  const between = pods.flatMap((from) =>
    pods.flatMap((to) => {
      const sent = lets(rulesFor(from, 'Egress'), to);
      const taken = lets(rulesFor(to, 'Ingress'), from);
      return [...sent].filter((port) => taken.has(port)).map((port) => `${nameOf(from)} → ${nameOf(to)}:${port}`);
    }),
  );
  const outside = pods.flatMap((pod) => [
    ...rulesFor(pod, 'Ingress').flatMap(({ peers, ports }) =>
      peers.flatMap(namespaceOf).flatMap((name) => ports.map((port) => `${name}/ → ${nameOf(pod)}:${port}`)),
    ),
    ...rulesFor(pod, 'Egress').flatMap(({ peers, ports }) =>
      peers
        .flatMap(destinationsOf)
        .flatMap((destination) => ports.map((port) => `${nameOf(pod)} → ${destination}:${port}`)),
    ),
  ]);
  return [...new Set([...between, ...outside])].sort();
}

function namespaceOf({ namespaceSelector }: Peer): string[] {
  const name = namespaceSelector?.matchLabels?.['kubernetes.io/metadata.name'];
  return name === undefined ? [] : [name];
}

function destinationsOf(peer: Peer): string[] {
  if (peer.ipBlock) return [peer.ipBlock.except?.length ? 'internet' : 'anywhere'];
  return namespaceOf(peer).map((name) => `${name}/`);
}
