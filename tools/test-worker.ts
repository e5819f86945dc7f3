// Runs in each of Jest's workers before a spec: the servers that `test-dependencies.ts` started for this worker.
const { JEST_WORKER_ID: worker = '1' } = process.env;
for (const name of ['DATABASE_URL', 'NATS_URL']) process.env[name] ??= process.env[`${name}_${worker}`];
