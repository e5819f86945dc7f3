import type { Manifest } from './render.js';

interface Model {
  prototype: { validate(this: unknown): void };
}

/** Where kubernetes-models has the schemas of each group. */
const packagesOfGroups: Readonly<Record<string, string>> = {
  'keda.sh': '@kubernetes-models/keda',
  'postgresql.cnpg.io': '@kubernetes-models/cloudnative-pg',
  'external-secrets.io': '@kubernetes-models/external-secrets',
};

/** What the schema of its kind says against an object, fields that the schema does not know included. */
export async function faultsOf(manifest: Manifest): Promise<string[]> {
  const { apiVersion, kind } = manifest;
  const [group = ''] = apiVersion.split('/');
  const name = `${packagesOfGroups[group] ?? 'kubernetes-models'}/${apiVersion}/${kind}`;
  const module = (await import(name)) as Record<string, Model>;
  const model = module[kind];
  if (!model) return [`${name} has no schema`];
  const watch = new Watch();
  try {
    model.prototype.validate.call(watch.over(manifest, ''));
  } catch (error: unknown) {
    return [error instanceof Error ? error.message : String(error)];
  }
  return watch.unread().map((path) => `the schema knows no ${path}`);
}

/** Sees which fields a schema looks at: what nobody looked at is unknown to it, as a misspelt name is. */
class Watch {
  private readonly seen: { path: string; keys: Set<string> }[] = [];

  over(value: unknown, path: string): unknown {
    if (typeof value !== 'object' || value === null) return value;
    const keys = new Set(Array.isArray(value) ? [] : Object.keys(value));
    this.seen.push({ path, keys });
    const inner = Array.isArray(value)
      ? value.map((item, index) => this.over(item, `${path}/${index}`))
      : Object.fromEntries(Object.entries(value).map(([key, item]) => [key, this.over(item, `${path}/${key}`)]));
    return new Proxy(inner, {
      get: (target, key) => {
        if (typeof key === 'string') keys.delete(key);
        return Reflect.get(target, key) as unknown;
      },
    });
  }

  unread(): string[] {
    return this.seen.flatMap(({ path, keys }) => [...keys].map((key) => `${path}/${key}`));
  }
}
