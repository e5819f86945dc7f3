import { byName, overlays, render, renderers } from './lib/render.js';
import { faultsOf } from './lib/schemas.js';

describe.each(overlays)('the overlay %s', (overlay) => {
  it.each(renderers.map((renderer) => [renderer.name, renderer] as const))(
    'is made by %s of objects that fit their schemas',
    async (_name, renderer) => {
      const manifests = render(overlay, renderer);
      expect(manifests.length).toBeGreaterThan(30);
      const faults: string[] = [];
      // One after the other: Jest links modules that are imported at the same moment before they are loaded.
      for (const manifest of manifests) {
        const found = await faultsOf(manifest);
        faults.push(...found.map((fault) => `${manifest.kind} ${manifest.metadata.name}: ${fault}`));
      }
      expect(faults).toEqual([]);
    },
  );
});

it('finds a value of the wrong kind and a misspelt field', async () => {
  const gateway = structuredClone(byName(render('single-node'), 'Deployment', 'gateway'));
  gateway.spec = { ...gateway.spec, replicas: 'two' };
  expect(await faultsOf(gateway)).toEqual([expect.stringContaining('/spec/replicas')]);
  gateway.spec = { ...gateway.spec, replicas: 2, replica: 2 };
  expect(await faultsOf(gateway)).toEqual(['the schema knows no /spec/replica']);
});
