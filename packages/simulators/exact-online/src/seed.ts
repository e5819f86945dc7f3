import type { ExactOnlineSimulatorOptions } from './options.js';
import { divisions } from './options.js';
import { type SeedOptions, seedData, seedMasterData, seedSample } from './sample/sample-administration.js';
import type { Author } from './store/company.js';
import type { World } from './store/world.js';

/** The second company exists to test divisions; few items are enough. */
const secondCompanyItems = 25;

function seedCompany(seed: ExactOnlineSimulatorOptions['seed'], options: SeedOptions, isFirst: boolean): void {
  if (seed === 'empty' || (typeof seed === 'object' && !isFirst)) seedMasterData(options);
  else if (typeof seed === 'object') seedData(options, seed);
  else
    seedSample(
      isFirst ? options : { ...options, items: Math.min(secondCompanyItems, options.items ?? secondCompanyItems) },
    );
}

/** Fills the companies with their initial data. */
export function seedWorld(world: World, author: Author, options: ExactOnlineSimulatorOptions, now: () => number): void {
  world.clear();
  divisions.forEach(({ code, name }, index) => {
    const company = world.addCompany(code, name);
    const items = options.seedItems === undefined ? {} : { items: options.seedItems };
    seedCompany(options.seed ?? 'sample', { company, author, now, ...items }, index === 0);
    for (const each of divisions) {
      const row = {
        Code: each.code,
        Hid: each.code,
        Description: each.name,
        CustomerName: 'Koppel Sandbox',
        Country: 'NL ',
      };
      company.restore('system/Divisions', {
        ...row,
        Currency: 'EUR',
        Current: each.code === divisions[0]?.code,
        IsMainDivision: each.code === divisions[0]?.code,
        Status: 0,
      });
    }
  });
}
