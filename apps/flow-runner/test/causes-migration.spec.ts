import { Database, migrate } from '@koppel/service-kit';
import { createTestDatabase, type TestDatabase } from '@koppel/service-kit/testing';
import { randomUUID } from 'node:crypto';
import { storageShape } from '../src/storage.js';

describe('issues from before they had a cause', () => {
  let testDatabase: TestDatabase;
  let database: Database | undefined;

  afterAll(async () => {
    await database?.onApplicationShutdown();
    await testDatabase?.drop();
  });

  it('get the cause of their exact words', async () => {
    const isOlder = ({ name }: { name: string }) => Number(name.slice(-13)) < 1795511000000;
    testDatabase = await createTestDatabase({ ...storageShape, migrations: storageShape.migrations.filter(isOlder) });
    database = await Database.connect({ ...storageShape, url: testDatabase.url, poolSize: 1 });
    const flowId = randomUUID();
    const insert = (sourceKey: string, reason: string) =>
      database?.forOrganization('org-1', (transaction) =>
        transaction.query(
          `insert into issue (id, organization_id, flow_id, integration_id, run_id, entity, source_key, natural_key, failure_class, state, reason, payload)
           values ($1, 'org-1', $2, $1, $1, 'product', $3, $3, 'value', 'open', $4, '{}')`,
          [randomUUID(), flowId, sourceKey, reason],
        ),
      );
    await insert('a', 'One reason.');
    await insert('b', 'One reason.');
    await insert('c', 'Another reason.');
    await migrate({ ...storageShape, url: testDatabase.url });
    const rows = await database.forOrganization('org-1', (transaction): Promise<{ cause_id: string }[]> =>
      transaction.query('select cause_id from issue order by source_key'),
    );
    const [first, second, third] = rows.map((row) => row.cause_id);
    expect(first).toMatch(/^[0-9a-f]{32}$/);
    expect(second).toBe(first);
    expect(third).not.toBe(first);
  });
});
