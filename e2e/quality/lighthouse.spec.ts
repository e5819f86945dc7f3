import { makeDemo } from '../lib/demo.js';
import { findPageFacts, pageNamed, type PageFacts } from '../lib/pages.js';
import { startLightSystem, type SandboxSystem } from '../lib/sandbox-system.js';
import { controlPages, webDistWithControlPages } from './control-pages.js';
import { lighthouse, medianScore, presets, type Preset } from './lighthouse.js';

const measured = ['sign-in', 'dashboard', 'wizard-applications'];
/** Of the control page's score for performance. */
const minPerformanceRatio = 0.9;

describe('Lighthouse', () => {
  let system: SandboxSystem;
  let facts: PageFacts;
  const controls = new Map<Preset, number>();

  beforeAll(async () => {
    system = await startLightSystem({ webDist: webDistWithControlPages() });
    facts = await findPageFacts(system.client, await makeDemo(system));
    for (const preset of presets) {
      const { performance } = await medianScore(() => lighthouse(`${system.url}${controlPages.load}`, preset));
      controls.set(preset, performance);
    }
  }, 900_000);

  afterAll(() => system?.stop(), 60_000);

  const cases = measured.flatMap((name) => presets.map((preset) => ({ name, preset })));
  it.each(cases)(
    'finds $name as fast as the control page, accessible and well made on $preset',
    async ({ name, preset }) => {
      const page = pageNamed(name);
      const cookie = page.isSignedOut ? undefined : system.client.cookie;
      const score = await medianScore(() => lighthouse(`${system.url}${page.path(facts)}`, preset, cookie));
      const control = controls.get(preset) ?? 0;
      process.stderr.write(`${name} on ${preset}: performance ${score.performance}, control page ${control}\n`);
      const isFast = score.performance >= minPerformanceRatio * control;
      expect(isFast && score.accessibility === 100 && score.bestPractices >= 95 ? undefined : score).toBeUndefined();
    },
    600_000,
  );
});
