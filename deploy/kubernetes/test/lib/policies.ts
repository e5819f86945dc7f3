import type { Manifest } from './render.js';
import { containersOf, workloadsOf, type Container, type Workload } from './workloads.js';

/** A rule of the house; gives in words what breaks it. */
export type Policy = (manifests: readonly Manifest[]) => string[];

const ofContainers =
  (check: (container: Container, workload: Workload) => string | undefined): Policy =>
  (manifests) =>
    workloadsOf(manifests).flatMap((workload) =>
      containersOf(workload).flatMap((container) => {
        const why = check(container, workload);
        return why === undefined ? [] : [`${workload.kind} ${workload.name}, container ${container.name}: ${why}`];
      }),
    );

const ofWorkloads =
  (check: (workload: Workload, manifests: readonly Manifest[]) => string | undefined): Policy =>
  (manifests) =>
    workloadsOf(manifests).flatMap((workload) => {
      const why = check(workload, manifests);
      return why === undefined ? [] : [`${workload.kind} ${workload.name}: ${why}`];
    });

/** What pod security `restricted` asks for, and a root that cannot be written to. */
function isUnsafe({ securityContext }: Container, { pod }: Workload): string | undefined {
  const { runAsNonRoot, runAsUser, seccompProfile } = pod.securityContext ?? {};
  if (runAsNonRoot !== true || !runAsUser) return 'may run as root';
  if (seccompProfile?.type !== 'RuntimeDefault') return 'has no seccomp profile';
  if (securityContext?.allowPrivilegeEscalation !== false || securityContext.privileged) return 'may get privileges';
  if (!securityContext.readOnlyRootFilesystem) return 'may write to its root';
  const { drop, add } = securityContext.capabilities ?? {};
  if (!drop?.includes('ALL') || add?.length) return 'keeps capabilities';
  return undefined;
}

function isUnpinned({ image }: Container): string | undefined {
  const tag = /:([^:/@]+)(?:@.*)?$/.exec(image)?.[1];
  if (tag === undefined && !image.includes('@sha256:')) return `the image ${image} has no version`;
  return tag === 'latest' ? `the image ${image} may be any` : undefined;
}

function isUnlimited({ resources }: Container): string | undefined {
  if (!resources?.requests?.['cpu'] || !resources.requests['memory']) return 'asks for no resources';
  return resources.limits?.['memory'] ? undefined : 'may take all memory';
}

function lacksProbes({ kind, pod }: Workload): string | undefined {
  if (kind === 'Job') return undefined;
  const lacking = pod.containers.filter(
    ({ startupProbe, livenessProbe, readinessProbe }) => !startupProbe || !livenessProbe || !readinessProbe,
  );
  return lacking.length > 0 ? 'has a container without its three probes' : undefined;
}

function isExposed({ pod }: Workload): string | undefined {
  if (pod.automountServiceAccountToken !== false) return 'gets a token of the cluster that it does not need';
  if (pod.hostNetwork || pod.hostPID || pod.volumes?.some(({ hostPath }) => hostPath)) return 'reaches into its node';
  return undefined;
}

function rollsRoughly({ kind, strategy, pod }: Workload): string | undefined {
  if (kind !== 'Deployment') return undefined;
  if (strategy?.rollingUpdate?.maxUnavailable !== 0) return 'is away for a moment in a roll-out';
  if ((pod.terminationGracePeriodSeconds ?? 30) < 35) return 'is killed before it has drained';
  if (pod.containers.some(({ lifecycle }) => !lifecycle?.preStop)) return 'stops while it is still asked';
  return pod.topologySpreadConstraints?.length ? undefined : 'may run on one node only';
}

function hasNoBudget({ kind, name, selector }: Workload, manifests: readonly Manifest[]): string | undefined {
  if (kind !== 'Deployment') return undefined;
  const budgets = manifests.filter((manifest) => manifest.kind === 'PodDisruptionBudget');
  const isMeant = budgets.some(({ spec }) => {
    const matched = (spec?.['selector'] as { matchLabels?: Record<string, string> } | undefined)?.matchLabels ?? {};
    return Object.entries(selector).every(([label, value]) => matched[label] === value);
  });
  return isMeant ? undefined : `no PodDisruptionBudget is about ${name}`;
}

const neededLabels = ['name', 'part-of', 'component'].map((label) => `app.kubernetes.io/${label}`);

function lacksLabels({ labels }: Workload): string | undefined {
  const missing = neededLabels.filter((label) => !labels[label]);
  return missing.length > 0 ? `lacks ${missing.join(', ')}` : undefined;
}

const openSecrets: Policy = (manifests) =>
  manifests
    .filter(({ kind }) => kind === 'ConfigMap')
    .flatMap(({ metadata, data }) =>
      Object.keys(data ?? {})
        .filter((key) => /PASSWORD|SECRET|TOKEN|KEY/.test(key))
        .map((key) => `ConfigMap ${metadata.name}: ${key} belongs into a secret`),
    );

const twins: Policy = (manifests) => {
  const seen = new Set<string>();
  return manifests.flatMap(({ kind, metadata: { name, namespace = '' } }) => {
    const key = `${kind} ${namespace}/${name}`;
    const isTwin = seen.has(key);
    seen.add(key);
    return isTwin ? [`${key} is there twice`] : [];
  });
};

export const policies: Readonly<Record<string, Policy>> = {
  'runs nothing as root or with privileges': ofContainers(isUnsafe),
  'says the version of every image': ofContainers(isUnpinned),
  'limits the memory of everything, and asks for what it needs': ofContainers(isUnlimited),
  'asks everything whether it lives and is ready': ofWorkloads(lacksProbes),
  'shows the cluster to no pod': ofWorkloads(isExposed),
  'rolls out without a gap': ofWorkloads(rollsRoughly),
  'lets nodes be drained': ofWorkloads(hasNoBudget),
  'names everything by the standard labels': ofWorkloads(lacksLabels),
  'keeps secrets out of ConfigMaps': openSecrets,
  'has nothing twice': twins,
};
