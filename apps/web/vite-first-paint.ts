import { fileURLToPath } from 'node:url';
import { build, runnerImport, type Plugin, type ResolveOptions } from 'vite';

const folder = fileURLToPath(new URL('src/app/first-paint/', import.meta.url));
const marker = '<!-- first paint -->';

/**
 * Lets index.html paint by itself: the script of the first paint, with the headings, and the style sheet are
 * written into it. Each further file would cost a round trip on a phone.
 */
export function firstPaint(resolve: ResolveOptions): Plugin {
  let styles = '';
  return {
    name: 'koppel-first-paint',
    generateBundle: {
      order: 'pre',
      handler(_, bundle) {
        styles = takeStyles(bundle);
      },
    },
    transformIndexHtml: {
      order: 'post',
      async handler(html, { bundle }) {
        const script = await scriptOf(resolve);
        if (!html.includes(marker)) throw new Error(`index.html has no ${marker}`);
        const page = html.replace(marker, () => `<script>${script}</script>`);
        const head = bundle ? `<style>${styles}</style></head>` : '</head>';
        return page.replace('</head>', () => head);
      },
    },
  };
}

async function scriptOf(resolve: ResolveOptions): Promise<string> {
  const base = { configFile: false, logLevel: 'warn', resolve } as const;
  const { module } = await runnerImport<typeof import('./src/app/first-paint/first-headings.js')>(
    `${folder}first-headings.ts`,
    base,
  );
  const built = await build({
    ...base,
    define: { __FIRST_HEADINGS__: JSON.stringify(module.firstHeadings) },
    build: {
      write: false,
      copyPublicDir: false,
      rolldownOptions: { input: `${folder}first-paint.ts`, output: { format: 'iife' } },
    },
  });
  const [output] = [built].flat();
  const chunk = output && 'output' in output ? output.output[0] : undefined;
  if (!chunk) throw new Error('the script of the first paint was not built');
  // A closing tag in the code would end the script element.
  return chunk.code.trim().replaceAll('</', '<\\/');
}

type Bundle = Parameters<Extract<Plugin['generateBundle'], (...args: never) => unknown>>[1];

/** Removes the style sheets from a build, so that no chunk loads them again. */
function takeStyles(bundle: Bundle): string {
  const sheets: string[] = [];
  for (const [name, output] of Object.entries(bundle)) {
    if (output.type === 'chunk') output.viteMetadata?.importedCss.clear();
    else if (name.endsWith('.css')) {
      sheets.push(output.source.toString());
      delete bundle[name];
    }
  }
  return sheets.join('\n');
}
