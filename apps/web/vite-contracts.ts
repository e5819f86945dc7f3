import { fileURLToPath } from 'node:url';
import { parseSync, runnerImport, type Plugin, type ResolveOptions } from 'vite';

const sources = fileURLToPath(new URL('../../packages/contracts/src/', import.meta.url));

/**
 * Makes the contracts small for a page's first load: the table of addresses is written as its value, so that it needs no
 * schemas, and what only the API's description needs (summaries, descriptions, examples, names of schemas) is left out.
 */
export function slimContracts(resolve: ResolveOptions): Plugin {
  return {
    name: 'koppel-slim-contracts',
    apply: 'build',
    transform: {
      filter: { id: /packages\/contracts\/src\/[\w-]+\.ts$/ },
      order: 'pre',
      async handler(code, id) {
        if (!id.startsWith(sources)) return null;
        return { code: id.endsWith('/addresses.ts') ? await addresses(resolve) : withoutDescriptions(code), map: null };
      },
    },
  };
}

async function addresses(resolve: ResolveOptions): Promise<string> {
  const { module } = await runnerImport<typeof import('@koppel/contracts/addresses')>(`${sources}addresses.ts`, {
    configFile: false,
    logLevel: 'warn',
    resolve,
  });
  return Object.entries(module)
    .map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};`)
    .join('\n');
}

type Range = [start: number, end: number];

function withoutDescriptions(code: string): string {
  const cuts = rangesToCut(parseSync('contract.ts', code).program).sort(([one], [other]) => other - one);
  return cuts.reduce((text, [start, end]) => text.slice(0, start) + text.slice(end), code);
}

interface Node extends Record<string, unknown> {
  type?: string;
  start?: number;
  end?: number;
}

/** `.meta(…)` and `.describe(…)` of schemas, `tag`, `summary` and `description` of operations. */
function rangesToCut(node: unknown): Range[] {
  if (Array.isArray(node)) return node.flatMap(rangesToCut);
  if (typeof node !== 'object' || node === null) return [];
  const { type, end = 0, callee, arguments: passed, ...rest } = node as Node;
  if (type !== 'CallExpression') return rangesToCut(Object.values(rest)).concat(rangesToCut([callee, passed]));
  const { object, property, name } = callee as { object?: Node; property?: { name?: string }; name?: string };
  if (object && (property?.name === 'meta' || property?.name === 'describe'))
    return [[object.end ?? end, end], ...rangesToCut(object)];
  const cuts = rangesToCut([callee, passed]);
  return name === 'defineOperation' ? [...describingProperties(passed), ...cuts] : cuts;
}

function describingProperties(passed: unknown): Range[] {
  const [definition] = passed as { properties?: { start: number; end: number; key?: { name?: string } }[] }[];
  return (definition?.properties ?? [])
    .filter(({ key }) => /^(tag|summary|description)$/.test(key?.name ?? ''))
    .map(({ start, end }) => [start, end + 1]);
}
