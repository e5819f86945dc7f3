import { makeDemo } from './lib/demo.js';
import { lighthouse, medianScore, presets } from './lib/lighthouse.js';
import { findPageFacts, pageNamed, type PageFacts } from './lib/pages.js';
import { startLightSystem, type SandboxSystem } from './lib/sandbox-system.js';

const measured = ['sign-in', 'dashboard', 'wizard-applications'];
const leastPerformance = 95;

describe('Lighthouse', () => {
  let system: SandboxSystem;
  let facts: PageFacts;

  beforeAll(async () => {
    system = await startLightSystem();
    facts = await findPageFacts(system.client, await makeDemo(system));
  }, 180_000);

  afterAll(() => system?.stop(), 60_000);

  const cases = measured.flatMap((name) => presets.map((preset) => ({ name, preset })));
  it.each(cases)(
    'finds $name fast, accessible and well made on $preset',
    async ({ name, preset }) => {
      const page = pageNamed(name);
      const cookie = page.isSignedOut ? undefined : system.client.cookie;
      const url = `${system.url}${page.path(facts)}`;
      const score = await medianScore(() => lighthouse(url, preset, cookie), leastPerformance);
      expect(score.performance < leastPerformance ? score : undefined).toBeUndefined();
      expect(score.accessibility < 100 ? score : undefined).toBeUndefined();
      expect(score.bestPractices < 95 ? score : undefined).toBeUndefined();
    },
    180_000,
  );
});
