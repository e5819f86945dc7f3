import { configSchema as connections } from '../../../apps/connections/src/config.js';
import { configSchema as flowRunner } from '../../../apps/flow-runner/src/config.js';
import { gatewayConfigSchema as gateway } from '../../../apps/gateway/src/config.js';
import { configSchema as notifications } from '../../../apps/notifications/src/config.js';
import { settingsConfigSchema as settings } from '../../../apps/settings/src/config.js';
import { baseConfigSchema as catalog } from '../../../packages/service-kit/src/config/base-config.js';
import { overlays, render, type Manifest } from './lib/render.js';
import { workloadsOf, type Container } from './lib/workloads.js';

const schemas: Record<
  string,
  typeof gateway | typeof connections | typeof notifications | typeof flowRunner | typeof settings | typeof catalog
> = {
  gateway,
  connections,
  catalog,
  settings,
  'flow-runner': flowRunner,
  'flow-runner-worker': flowRunner,
  notifications,
};

/** Every variable with its value; a value that only the cluster's store of secrets knows is taken from the other overlay. */
function environmentOf({ env = [], envFrom = [] }: Container, manifests: readonly Manifest[]): Record<string, string> {
  const find = (kind: string, name: string) =>
    manifests.find((manifest) => manifest.kind === kind && manifest.metadata.name === name);
  const shared = envFrom.flatMap(({ configMapRef }) =>
    Object.entries(find('ConfigMap', configMapRef?.name ?? '')?.data ?? {}),
  );
  const own = env.map(({ name, value, valueFrom }) => {
    const { secretKeyRef } = valueFrom ?? {};
    const secret = secretKeyRef && find('Secret', secretKeyRef.name)?.data?.[secretKeyRef.key];
    return [name, secret === undefined ? (value ?? '') : Buffer.from(secret, 'base64').toString()] as const;
  });
  return Object.fromEntries([...shared, ...own]);
}

const containersOf = (manifests: readonly Manifest[]) =>
  workloadsOf(manifests).flatMap(({ name, pod }) => {
    const [container] = pod.containers;
    return schemas[name] && container ? [{ name, container }] : [];
  });

describe('the environment of the services', () => {
  it('is complete and valid as a new installation has it', () => {
    const manifests = render('single-node');
    const faults = containersOf(manifests).flatMap(({ name, container }) => {
      const result = schemas[name]?.safeParse(environmentOf(container, manifests));
      return result?.success ? [] : [`${name}: ${result?.error.message ?? 'no schema'}`];
    });
    expect(faults).toEqual([]);
    expect(containersOf(manifests)).toHaveLength(7);
  });

  it.each(overlays)('has no variable in %s that its service does not read', (overlay) => {
    const manifests = render(overlay);
    const unread = containersOf(manifests).flatMap(({ name, container }) =>
      Object.keys(environmentOf(container, manifests))
        .filter((variable) => !(variable in (schemas[name]?.shape ?? {})))
        .map((variable) => `${name} does not read ${variable}`),
    );
    expect(unread).toEqual([]);
  });

  it.each(overlays)(
    'gives the logins of each service in %s to that service and to the migrate job alone',
    (overlay) => {
      const misused = workloadsOf(render(overlay)).flatMap(({ name, pod }) =>
        [...(pod.initContainers ?? []), ...pod.containers]
          .flatMap(({ env = [] }) => env.flatMap(({ valueFrom }) => valueFrom?.secretKeyRef?.name ?? []))
          .filter((secret) => secret.startsWith('koppel-database') || secret === 'postgres-app')
          .map((secret) => secret.replace(/-[a-z0-9]{10}$/, ''))
          .filter((secret) => {
            const own = `koppel-database-${name.replace('-worker', '')}`;
            return name !== 'migrate' && name !== 'postgres' && secret !== own && secret !== `${own}-system`;
          })
          .map((secret) => `${name} has ${secret}`),
      );
      expect(misused).toEqual([]);
    },
  );

  it('names the same variables in a cluster as on one node', () => {
    const namesIn = (overlay: (typeof overlays)[number]) => {
      const manifests = render(overlay);
      return containersOf(manifests).map(({ name, container }) => [
        name,
        Object.keys(environmentOf(container, manifests))
          .filter((variable) => variable !== 'OTEL_EXPORTER_OTLP_ENDPOINT')
          .sort(),
      ]);
    };
    expect(namesIn('production')).toEqual(namesIn('single-node'));
  });

  it.each(overlays)('takes every secret of %s from an object that is made there', (overlay) => {
    const manifests = render(overlay);
    const made = new Map(
      manifests.flatMap(({ kind, metadata: { name }, data, spec }) => {
        if (kind === 'Secret') return [[name, Object.keys(data ?? {})] as const];
        if (kind !== 'ExternalSecret') return [];
        const { template } = spec?.['target'] as { template?: { data: Record<string, string> } };
        const keys = (spec?.['data'] as { secretKey: string }[]).map(({ secretKey }) => secretKey);
        if (template) return [[name, Object.keys(template.data)] as const];
        return [[name, keys] as const];
      }),
    );
    // CloudNativePG makes this one with its cluster.
    made.set('postgres-app', ['uri']);
    const lost = workloadsOf(manifests).flatMap(({ name, pod }) =>
      [...(pod.initContainers ?? []), ...pod.containers]
        .flatMap(({ env = [] }) => env.flatMap(({ valueFrom }) => valueFrom?.secretKeyRef ?? []))
        .filter((wanted) => !made.get(wanted.name)?.includes(wanted.key))
        .map((wanted) => `${name} wants ${wanted.name}/${wanted.key}`),
    );
    expect(lost).toEqual([]);
  });
});
