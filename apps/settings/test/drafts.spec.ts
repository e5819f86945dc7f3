import type { NestExpressApplication } from '@nestjs/platform-express';
import {
  draftCreate,
  draftDelete,
  draftGet,
  draftIdSchema,
  draftList,
  draftUpdate,
  organizationSettingsDelete,
  type Draft,
} from '@koppel/contracts';
import { ContractClient, Database, startService } from '@koppel/service-kit';
import { aPerson, createTestDatabase, testConfig, type TestDatabase } from '@koppel/service-kit/testing';
import { randomUUID } from 'node:crypto';
import { createAppModule, storage } from '../src/app.module.js';
import { DraftExpiry } from '../src/draft/draft-expiry.service.js';

describe('unfinished wizards', () => {
  let app: NestExpressApplication;
  let testDatabase: TestDatabase;
  let client: ContractClient;
  const organizationId = `org-${randomUUID()}`;
  const ann = aPerson({ organizationId, userId: 'ann', role: 'admin' });
  const unusedFor = (draft: Draft, time: string) =>
    app
      .get(Database)
      .asSystem((transaction) =>
        transaction.query('update draft set updated_at = now() - $2::interval where id = $1', [draft.id, time]),
      );

  beforeAll(async () => {
    testDatabase = await createTestDatabase(storage);
    const config = { ...testConfig(), ...testDatabase.configOf('settings'), DATABASE_POOL_SIZE: 4 };
    app = await startService({ name: 'settings', config, module: createAppModule(config) });
    client = app.get(ContractClient);
  });

  afterAll(async () => {
    await app?.close();
    await testDatabase?.drop();
  });

  it('are taken up where they were left, and end', async () => {
    const draft = await client.call(draftCreate, {}, ann);
    expect(draft).toMatchObject({ step: 'welcome', connectionIds: [null, null], values: {}, startedBy: 'ann' });
    const connectionIds: Draft['connectionIds'] = [randomUUID() as NonNullable<Draft['connectionIds'][0]>, null];
    const values = { 'connection-1': { shopUrl: 'https://shop.example' } };
    await client.call(draftUpdate, { draftId: draft.id, step: 'applications', connectionIds }, ann);
    await client.call(draftUpdate, { draftId: draft.id, values }, ann);
    const kept = await client.call(draftGet, { draftId: draft.id }, ann);
    expect(kept).toMatchObject({ step: 'applications', connectionIds, values, createdAt: draft.createdAt });
    const { items } = await client.call(draftList, {}, ann);
    expect(items.find(({ id }) => id === draft.id)).not.toHaveProperty('values');
    await client.call(draftDelete, { draftId: draft.id }, ann);
    await expect(client.call(draftGet, { draftId: draft.id }, ann)).rejects.toMatchObject({ code: 'draft.not_found' });
  });

  it('are seen by their person and by admins of the organization alone', async () => {
    const { id: draftId } = await client.call(draftCreate, {}, ann);
    const idsOf = async (context: typeof ann) => (await client.call(draftList, {}, context)).items.map(({ id }) => id);
    expect(await idsOf(ann)).toContain(draftId);
    expect(await idsOf(aPerson({ organizationId, userId: 'bob', role: 'admin' }))).toContain(draftId);
    const operator = aPerson({ organizationId, userId: 'cleo', role: 'operator' });
    expect(await idsOf(operator)).toEqual([]);
    const stranger = aPerson({ organizationId: 'org-strange' });
    expect(await idsOf(stranger)).toEqual([]);
    for (const context of [operator, stranger]) {
      await expect(client.call(draftGet, { draftId }, context)).rejects.toMatchObject({ code: 'draft.not_found' });
      await expect(client.call(draftUpdate, { draftId, step: 'finish' }, context)).rejects.toMatchObject({
        code: 'draft.not_found',
      });
    }
  });

  it('refuse more than 64 kB and an unknown id', async () => {
    const { id: draftId } = await client.call(draftCreate, {}, ann);
    const values = { form: { field: 'x'.repeat(70_000) } };
    await expect(client.call(draftUpdate, { draftId, values }, ann)).rejects.toMatchObject({ code: 'request.invalid' });
    const unknown = draftIdSchema.parse(randomUUID());
    await expect(client.call(draftDelete, { draftId: unknown }, ann)).rejects.toMatchObject({
      code: 'draft.not_found',
    });
  });

  it('are twenty for each person: the one unused for longest goes', async () => {
    const dora = aPerson({ organizationId, userId: 'dora', role: 'admin' });
    const drafts: Draft[] = [];
    for (let count = 0; count < 20; count += 1) drafts.push(await client.call(draftCreate, {}, dora));
    const oldest = drafts[7];
    if (!oldest) throw new Error('no draft was made');
    await unusedFor(oldest, '1 day');
    const newest = await client.call(draftCreate, {}, dora);
    const ids = (await client.call(draftList, {}, dora)).items
      .filter(({ startedBy }) => startedBy === 'dora')
      .map(({ id }) => id);
    expect(ids).toHaveLength(20);
    expect(ids[0]).toBe(newest.id);
    expect(ids).not.toContain(oldest.id);
  });

  it('end after 30 days without use', async () => {
    const [old, young] = [await client.call(draftCreate, {}, ann), await client.call(draftCreate, {}, ann)];
    await unusedFor(old, '31 days');
    await unusedFor(young, '29 days');
    await app.get(DraftExpiry).expire();
    const ids = (await client.call(draftList, {}, ann)).items.map(({ id }) => id);
    expect(ids).toContain(young.id);
    expect(ids).not.toContain(old.id);
  });

  it('end with their organization, and with no other', async () => {
    const [leaving, staying] = [aPerson({ organizationId: `org-${randomUUID()}` }), ann];
    for (const context of [leaving, leaving, staying]) await client.call(draftCreate, {}, context);
    await expect(client.call(organizationSettingsDelete, {}, leaving)).resolves.toEqual({
      deletedRows: 2,
      isDone: true,
    });
    expect((await client.call(draftList, {}, leaving)).items).toEqual([]);
    expect((await client.call(draftList, {}, staying)).items).not.toEqual([]);
  });
});
