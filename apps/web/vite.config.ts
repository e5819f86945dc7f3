import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { slimContracts } from './vite-contracts.js';
import { firstPaint } from './vite-first-paint.js';

const gateway = 'http://localhost:8080';
// The gateway refuses requests that come from another site.
const proxied = { target: gateway, headers: { origin: gateway } };

/**
 * Every zod schema carries the writer of its JSON Schema, 6 kB of the first load. The web app only reads JSON Schema, so
 * its build leaves the writer out.
 */
const withoutJsonSchemaWriter: Plugin = {
  name: 'koppel-without-json-schema-writer',
  apply: 'build',
  transform: {
    filter: { id: /zod\/v4\/core\/(to-json-schema|json-schema-processors)\.js$/ },
    handler(code) {
      const names = [...code.matchAll(/^export (?:const|function) (\w+)/gm)].map(([, name]) => name ?? '');
      // `create…` runs with every schema that is made, the rest when JSON Schema is asked for.
      const exports = names.map(
        (name) => `export const ${name} = ${name.startsWith('create') ? '() => refuse' : 'refuse'};`,
      );
      const refuse = `const refuse = () => { throw new Error('This build writes no JSON Schema.'); };`;
      return { code: [refuse, ...exports, 'export { refuse as process };'].join('\n'), map: null };
    },
  },
};

/** Forms have their own messages, so zod's English ones are never shown. */
const withoutEnglishOfZod: Plugin = {
  name: 'koppel-without-english-of-zod',
  apply: 'build',
  transform: {
    filter: { id: /zod\/v4\/locales\/en\.js$/ },
    handler: () => ({ code: 'export default () => ({ localeError: () => undefined });', map: null }),
  },
};

/**
 * zod tries out whether it may compile its checks, which the gateway's content security policy forbids and the browser
 * then reports.
 */
const withoutCompiledSchemas: Plugin = {
  name: 'koppel-without-compiled-schemas',
  apply: 'build',
  transform: {
    filter: { id: /zod\/v4\/core\/core\.js$/ },
    handler: (code) => ({ code: `${code}\nglobalConfig.jitless = true;\n`, map: null }),
  },
};

// Workspace packages are taken from their source, so that the build needs none of theirs.
const resolve = { conditions: ['koppel-source', 'module', 'browser', 'development|production'] };

export default defineConfig({
  plugins: [
    ...[react(), tailwindcss(), firstPaint(resolve)],
    ...[withoutJsonSchemaWriter, withoutEnglishOfZod, slimContracts(resolve), withoutCompiledSchemas],
  ],
  resolve,
  server: { port: 5173, proxy: { '/api': proxied, '/oauth': proxied } },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    sourcemap: true,
    modulePreload: { polyfill: false },
    // `tools/checks.ts` reads it.
    manifest: true,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // What every visit needs, in few chunks: on a phone a request costs more than some unused code.
            { name: 'first', tags: ['$initial'] },
            {
              name: 'shared',
              test: /web\/src\/shared\/(?!.*-schemas|list|schema-form)|web\/src\/entities\/(?!flow|connection|application\/ma)|packages\/ui\/|node_modules\/lucide-react/,
              minShareCount: 5,
            },
            {
              name: 'zod',
              test: /node_modules\/zod\/|packages\/contracts\/src\/(values|ids|message|context|errors|entities\/entity)\.ts$/,
            },
          ],
        },
      },
      treeshake: {
        // Schemas and components do nothing by being loaded: what a page does not use stays out of its chunk.
        moduleSideEffects: [{ test: /packages\/(contracts|ui)\/src\/.*\.tsx?$/, sideEffects: false }],
      },
    },
  },
});
