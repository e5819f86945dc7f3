import { consumeEvents, createTables, replay, type StartFrom } from '@koppel/event-consumer';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { boardName, createBoard, emptyBoard, keepDelivered, readBoard } from './board.js';

const { DATABASE_URL, NATS_URL = 'nats://127.0.0.1:4222', NATS_USER, NATS_PASSWORD, PORT = '8300' } = process.env;
if (!DATABASE_URL) {
  process.stderr.write('Set DATABASE_URL to a Postgres database of your own, such as postgres://me@localhost/board.\n');
  process.exit(1);
}
const pool = new pg.Pool({ connectionString: DATABASE_URL });
// An idle connection failed; the pool opens another.
pool.on('error', () => undefined);
await createTables(pool);
await createBoard(pool);

/** `replay beginning`, or `replay 2026-11-24T08:00:00Z`: empties the table; the next start fills it again. */
const [command, from = 'beginning'] = process.argv.slice(2);
if (command === 'replay') {
  const start: StartFrom = from === 'beginning' ? from : new Date(from);
  await replay({ pool, name: boardName, from: start, reset: emptyBoard });
  process.stdout.write('The board is empty, and is made again at the next start.\n');
  await pool.end();
} else {
  await serve(pool);
}

async function serve(database: pg.Pool): Promise<void> {
  const consumer = await consumeEvents({
    nats: { servers: NATS_URL, user: NATS_USER, pass: NATS_PASSWORD },
    pool: database,
    name: boardName,
    types: ['flows.v1.records.delivered'],
    handle: keepDelivered,
  });
  const server = createServer((request, response) => {
    const [, query] = (request.url ?? '').split('?');
    readBoard(database, new URLSearchParams(query).get('naturalKey')).then(
      (rows) => response.setHeader('content-type', 'application/json').end(JSON.stringify(rows)),
      () => response.writeHead(503).end('The database cannot be reached.'),
    );
  });
  server.listen(Number(PORT), '127.0.0.1', () => {
    const { port } = server.address() as AddressInfo;
    process.stdout.write(`delivery board: http://localhost:${port}/?naturalKey=…\n`);
  });
  const stop = async () => {
    server.close();
    await consumer.stop();
    await database.end();
  };
  process.once('SIGTERM', () => void stop()).once('SIGINT', () => void stop());
}
