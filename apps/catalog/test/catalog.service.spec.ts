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
    expect(items.map((application) => application.id)).toEqual(['exact-online', 'vendure', 'woocommerce']);
    const exact = items[0];
    expect(exact).toMatchObject({ authorization: 'oauth2', redirectPath: '/oauth/callback/exact-online' });
    expect(exact?.fieldsSchema['properties']).toMatchObject({
      clientSecret: { 'x-secret': true },
      country: { enum: ['nl', 'be', 'fr', 'uk'] },
    });
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
    expect(items.map((offered) => offered.id)).toEqual(['products-and-stock', 'orders-and-customers']);
  });
});
