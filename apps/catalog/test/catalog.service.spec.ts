import type { NestExpressApplication } from '@nestjs/platform-express';
import {
  applicationGet,
  applicationIdSchema,
  applicationList,
  manualGet,
  packageList,
  type ApplicationId,
} from '@koppel/contracts';
import { connectors } from '@koppel/connectors';
import { ContractClient, startService } from '@koppel/service-kit';
import { aPerson, testConfig } from '@koppel/service-kit/testing';
import { createAppModule } from '../src/app.module.js';

describe('catalog service', () => {
  let app: NestExpressApplication;
  let client: ContractClient;
  const context = aPerson();
  const id = (text: string): ApplicationId => applicationIdSchema.parse(text);

  beforeAll(async () => {
    const config = testConfig();
    app = await startService({ name: 'catalog', config, module: createAppModule({ config, connectors }) });
    client = app.get(ContractClient);
  });

  afterAll(() => app?.close());

  it('lists the applications with the form of each, secrets marked', async () => {
    const { items } = await client.call(applicationList, {}, context);
    expect(items.map((application) => application.id)).toEqual(connectors.map(({ id }) => id));
    const exact = items.find((application) => application.id === 'exact-online');
    expect(exact).toMatchObject({ authorization: 'oauth2', redirectPath: '/oauth/callback/exact-online' });
    expect(exact?.fieldsSchema['properties']).toMatchObject({
      clientSecret: { 'x-secret': true },
      country: { enum: ['nl', 'be', 'fr', 'uk'] },
    });
  });

  it('says which fields an approval at the application fills in', async () => {
    const shop = await client.call(applicationGet, { applicationId: id('woocommerce') }, context);
    const fields = ['consumerKey', 'consumerSecret'];
    expect(shop).toMatchObject({ authorization: 'static', keyApproval: { addressField: 'shopUrl', fields } });
    const exact = await client.call(applicationGet, { applicationId: id('exact-online') }, context);
    expect(exact.keyApproval).toBeUndefined();
  });

  it('gives the manual of an application', async () => {
    const { markdown } = await client.call(manualGet, { applicationId: id('exact-online') }, context);
    expect(markdown).toContain('/oauth/callback/exact-online');
  });

  it('says that it does not know an application', async () => {
    await expect(client.call(applicationGet, { applicationId: id('sap') }, context)).rejects.toMatchObject({
      code: 'application.not_found',
    });
  });

  it('lists the packages of a pair', async () => {
    const { items } = await client.call(
      packageList,
      { applicationIds: [id('woocommerce'), id('exact-online')] },
      context,
    );
    expect(items.map((offered) => offered.id)).toEqual(['products-and-stock', 'orders-and-customers', 'payments']);
  });

  it('answers in Dutch when asked', async () => {
    const language = 'nl';
    const exact = await client.call(applicationGet, { applicationId: id('exact-online'), language }, context);
    expect(exact.summary).toContain('Boekhouding');
    expect(exact.fieldsSchema['properties']).toMatchObject({
      country: { title: 'Land', enum: ['nl', 'be', 'fr', 'uk'], 'x-labels': { be: 'België' } },
    });
    const { items: applications } = await client.call(applicationList, { language }, context);
    expect(applications).toContainEqual(exact);
    const { items: packages } = await client.call(
      packageList,
      { applicationIds: [id('woocommerce'), id('exact-online')], language },
      context,
    );
    expect(packages[1]).toMatchObject({
      title: 'Bestellingen en klanten',
      flows: [{ title: 'Bestellingen' }, { title: 'Crediteringen' }],
    });
    const { markdown } = await client.call(manualGet, { applicationId: id('exact-online'), language }, context);
    expect(markdown).toContain('administratie');
  });

  it.each(
    connectors.flatMap((connector) => (['en', 'nl'] as const).map((language) => [connector.id, language] as const)),
  )('has one title and headings in order in the manual of %s in "%s"', async (applicationId, language) => {
    const { markdown } = await client.call(manualGet, { applicationId: id(applicationId), language }, context);
    const levels = [...markdown.matchAll(/^(#+) /gm)].map(([, signs]) => signs?.length ?? 0);
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    expect(levels[0]).toBe(1);
    levels.slice(1).forEach((level, index) => expect(level - (levels[index] ?? 0)).toBeLessThanOrEqual(1));
  });
});
