import type { Manifest } from './render.js';

export interface Probe {
  httpGet?: { path: string; port: string | number };
  exec?: { command: string[] };
}

export interface EnvironmentVariable {
  name: string;
  value?: string;
  valueFrom?: { secretKeyRef?: { name: string; key: string }; fieldRef?: { fieldPath: string } };
}

export interface Container {
  name: string;
  image: string;
  args?: string[];
  env?: EnvironmentVariable[];
  envFrom?: { configMapRef?: { name: string; optional?: boolean }; secretRef?: { name: string } }[];
  resources?: { requests?: Record<string, string>; limits?: Record<string, string> };
  securityContext?: {
    allowPrivilegeEscalation?: boolean;
    readOnlyRootFilesystem?: boolean;
    privileged?: boolean;
    capabilities?: { drop?: string[]; add?: string[] };
  };
  startupProbe?: Probe;
  livenessProbe?: Probe;
  readinessProbe?: Probe;
  lifecycle?: { preStop?: unknown };
}

export interface PodSpec {
  containers: Container[];
  initContainers?: Container[];
  automountServiceAccountToken?: boolean;
  terminationGracePeriodSeconds?: number;
  topologySpreadConstraints?: unknown[];
  hostNetwork?: boolean;
  hostPID?: boolean;
  volumes?: { name: string; hostPath?: unknown }[];
  securityContext?: { runAsNonRoot?: boolean; runAsUser?: number; seccompProfile?: { type: string } };
}

/** Something that runs pods. */
export interface Workload {
  kind: 'Deployment' | 'StatefulSet' | 'Job';
  name: string;
  replicas: number | undefined;
  labels: Record<string, string>;
  selector: Record<string, string>;
  strategy: { rollingUpdate?: { maxUnavailable?: number | string } } | undefined;
  pod: PodSpec;
}

interface WorkloadSpec {
  replicas?: number;
  selector?: { matchLabels?: Record<string, string> };
  strategy?: Workload['strategy'];
  template: { metadata?: { labels?: Record<string, string> }; spec: PodSpec };
}

export function workloadsOf(manifests: readonly Manifest[]): Workload[] {
  return manifests.flatMap(({ kind, metadata, spec }) => {
    if (kind !== 'Deployment' && kind !== 'StatefulSet' && kind !== 'Job') return [];
    const { replicas, selector, strategy, template } = spec as unknown as WorkloadSpec;
    return {
      ...{ kind, name: metadata.name, replicas, strategy, pod: template.spec },
      labels: template.metadata?.labels ?? {},
      selector: selector?.matchLabels ?? {},
    };
  });
}

export function containersOf({ pod }: Workload): Container[] {
  return [...(pod.initContainers ?? []), ...pod.containers];
}
