import { policies } from './lib/policies.js';
import { byName, overlays, render, type Manifest } from './lib/render.js';

/** How each rule can be broken, so that a rule that sees nothing is noticed. */
const breaches: Record<string, (manifests: Manifest[]) => void> = {
  'runs nothing as root or with privileges': (manifests) => change(manifests, 'readOnlyRootFilesystem', false),
  'says the version of every image': (manifests) => change(manifests, 'image', 'koppel:latest'),
  'limits the memory of everything, and asks for what it needs': (manifests) => change(manifests, 'limits', {}),
  'asks everything whether it lives and is ready': (manifests) => change(manifests, 'readinessProbe', undefined),
  'shows the cluster to no pod': (manifests) => change(manifests, 'automountServiceAccountToken', true),
  'rolls out without a gap': (manifests) => change(manifests, 'maxUnavailable', 1),
  'lets nodes be drained': (manifests) => void manifests.splice(0, manifests.length, ...without(manifests)),
  'names everything by the standard labels': (manifests) => change(manifests, 'app.kubernetes.io/part-of', ''),
  'keeps secrets out of ConfigMaps': (manifests) => {
    byName(manifests, 'ConfigMap', 'koppel').data = { SOME_PASSWORD: 'x' };
  },
  'has nothing twice': (manifests) => void manifests.push(...manifests.slice(0, 1)),
};

function without(manifests: readonly Manifest[]): Manifest[] {
  return manifests.filter(({ kind }) => kind !== 'PodDisruptionBudget');
}

/** Sets a field, however deep it is. */
function change(value: unknown, field: string, to: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  const object = value as Record<string, unknown>;
  if (field in object) object[field] = to;
  for (const inner of Object.values(object)) change(inner, field, to);
}

describe.each(overlays)('the overlay %s', (overlay) => {
  it.each(Object.keys(policies))('%s', (name) => {
    expect(policies[name]?.(render(overlay))).toEqual([]);
  });

  it.each(Object.keys(policies))('would be found out: %s', (name) => {
    const broken = structuredClone(render(overlay));
    breaches[name]?.(broken);
    expect(policies[name]?.(broken)).not.toEqual([]);
  });
});
