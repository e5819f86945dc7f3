import { rmSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { rolldown, type Plugin, type RolldownLog } from 'rolldown';

/** A module finds what lies beside it (a manual, recorded data, a package of its own) by its own path, as before it was bundled. */
function keepPaths(folder: string): Plugin {
  return {
    name: 'keep-paths',
    transform(code, id) {
      if (!code.includes('import.meta')) return null;
      const url = `new URL(${JSON.stringify(relative(folder, id))}, import.meta.url)`;
      const builtin = (name: string) => `process.getBuiltinModule('node:${name}')`;
      const file = `${builtin('url')}.fileURLToPath(${url})`;
      const paths = { url: `${url}.href`, filename: file, dirname: `${builtin('path')}.dirname(${file})` };
      return code.replaceAll(/\bimport\.meta\.(url|filename|dirname)\b/g, (_, name: keyof typeof paths) => paths[name]);
    },
  };
}

/** What others load only where it is there: drivers and transports that Koppel does not install. */
const isAbsentOption = ({ code }: RolldownLog) => code === 'UNRESOLVED_IMPORT';

/**
 * Puts a built program and all that it loads into a few files, `dist/bundle`, in the package that it is run in: Node spends
 * more than half of a service's start on finding some thousand modules. Names of classes stay, for Nest and TypeORM.
 *
 * Usage, in a package: `node ../../tools/bundle.ts dist/main.js`
 */
async function bundle(program: string): Promise<void> {
  const folder = resolve('dist/bundle');
  rmSync(folder, { recursive: true, force: true });
  const built = await rolldown({
    input: { main: resolve(program) },
    platform: 'node',
    plugins: [keepPaths(folder)],
    onLog: (level, message, log) => {
      if (level === 'warn' && !isAbsentOption(message)) log(level, message);
    },
  });
  await built.write({ dir: folder, format: 'esm', keepNames: true, chunkFileNames: '[name]-[hash].js' });
}

const [program] = process.argv.slice(2);
if (!program) throw new Error('Which program? For example: node ../../tools/bundle.ts dist/main.js');
await bundle(program);
