import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const program = createRequire(import.meta.url).resolve('lighthouse/cli/index.js');

export const presets = ['desktop', 'mobile'] as const;
export type Preset = (typeof presets)[number];

export interface Score {
  performance: number;
  accessibility: number;
  bestPractices: number;
  /** Audits that cost points, with Lighthouse's value. */
  lost: string[];
}

interface Report {
  categories: Record<string, { score: number; auditRefs: { id: string; weight: number }[] }>;
  audits: Record<string, { score: number | null; displayValue?: string }>;
}

/** One run of Lighthouse in a Chromium of its own, throttled as its preset asks; scores from 0 to 100. */
export async function lighthouse(url: string, preset: Preset, cookie?: string): Promise<Score> {
  const folder = mkdtempSync(join(tmpdir(), 'koppel-lighthouse-'));
  const output = join(folder, 'report.json');
  const args = [
    ...[program, url, '--quiet', '--no-enable-error-reporting', '--output=json', `--output-path=${output}`],
    ...['--only-categories=performance,accessibility,best-practices'],
    '--chrome-flags=--headless=new --no-sandbox --disable-gpu',
    ...(preset === 'desktop' ? ['--preset=desktop'] : []),
    ...(cookie ? [`--extra-headers=${JSON.stringify({ cookie })}`] : []),
  ];
  const env = { ...process.env, CHROME_PATH: process.env.KOPPEL_CHROMIUM ?? '/usr/bin/chromium' };
  const measure = () => run(process.execPath, args, { env, timeout: 120_000 });
  try {
    // Chromium sometimes gives a trace without the page's navigation; Lighthouse then asks to be run again.
    await measure().catch(measure);
    return scoreOf(JSON.parse(readFileSync(output, 'utf8')) as Report);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function scoreOf({ categories, audits }: Report): Score {
  const points = (id: string) => Math.round((categories[id]?.score ?? 0) * 100);
  const lost = Object.values(categories).flatMap(({ auditRefs }) =>
    auditRefs.flatMap(({ id, weight }) => {
      const audit = audits[id];
      if (!audit || weight === 0 || audit.score === null || audit.score >= 0.9) return [];
      return [`${id} ${audit.score} ${audit.displayValue ?? ''}`.trim()];
    }),
  );
  return {
    ...{ performance: points('performance'), accessibility: points('accessibility') },
    ...{ bestPractices: points('best-practices'), lost },
  };
}

/** The middle one of three runs, by performance. */
export async function medianScore(measure: () => Promise<Score>): Promise<Score> {
  const scores = [await measure(), await measure(), await measure()];
  scores.sort((left, right) => left.performance - right.performance);
  const middle = scores[1];
  if (!middle) throw new Error('nothing was measured');
  return middle;
}
