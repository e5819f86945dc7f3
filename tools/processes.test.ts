import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort, requireFreePorts } from './ports.ts';
import { openLedger } from './processes.ts';
import { environmentOf, services, type SystemDescription } from './services.ts';
import { ensureSecrets } from './state.ts';
import { SupervisedProcess } from './supervisor.ts';

const root = mkdtempSync(join(tmpdir(), 'koppel-tools-'));
after(() => rmSync(root, { recursive: true, force: true }));

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // A process that ended but was not yet collected by its parent still takes signals.
    return process.platform !== 'linux' || !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch {
    return false;
  }
}

async function eventually(claim: () => boolean, timeoutMs = 30_000): Promise<boolean> {
  for (const deadline = Date.now() + timeoutMs; Date.now() < deadline; await sleep(20)) if (claim()) return true;
  return false;
}

/** Runs a parent of its own that starts a sleeping child and prints the child's pid. */
async function aParentWithChild(stateDir: string): Promise<{ parent: ChildProcess; childPid: number }> {
  const program = `
    import { openLedger, startChild } from '${import.meta.dirname}/processes.ts';
    const ledger = await openLedger('${stateDir}');
    const child = startChild({ name: 'sleeper', command: 'sleep', args: ['600'], logFile: '${stateDir}/sleeper.log', ledger });
    console.log(child.pid);
    setInterval(() => {}, 1000);`;
  const parent = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await parent.stdout.take(1).toArray();
  return { parent, childPid: Number(String(line)) };
}

describe('the list of processes', () => {
  it('ends what a parent killed with SIGKILL leaves behind', async () => {
    const { parent, childPid } = await aParentWithChild(join(root, 'killed'));
    assert.ok(isAlive(childPid));
    parent.kill('SIGKILL');
    assert.ok(await eventually(() => !isAlive(childPid)), 'the child outlived its parent');
  });

  it('refuses a second owner of one state directory while the first lives', async () => {
    const stateDir = join(root, 'twice');
    const { parent } = await aParentWithChild(stateDir);
    await assert.rejects(openLedger(stateDir), /already running from .*twice \(process \d+\)/);
    parent.kill('SIGKILL');
  });
});

describe('a supervised process', () => {
  const server = `
    import { createServer } from 'node:http';
    createServer((request, reply) => reply.end(String(process.pid))).listen(Number(process.env.PORT));`;

  it('is started again after it was killed, and stops for good on request', async () => {
    const stateDir = join(root, 'supervised');
    const ledger = await openLedger(stateDir);
    const readyUrl = `http://127.0.0.1:${await freePort()}/readyz`;
    const env = { ...process.env, PORT: new URL(readyUrl).port };
    const args = ['--input-type=module', '--eval', server];
    const spec = { name: 'web', command: process.execPath, args, env, logFile: join(stateDir, 'web.log'), readyUrl };
    const lines: string[] = [];
    const one = new SupervisedProcess(spec, { ledger, log: (line) => lines.push(line) });
    one.start();
    await one.ready();
    const firstPid = one.pid;
    one.kill('SIGKILL');
    assert.ok(await eventually(() => one.pid !== undefined && one.pid !== firstPid), 'it was not started again');
    await one.ready();
    assert.match(lines.join('\n'), /web was ended by SIGKILL; starting it again/);
    await one.stop();
    assert.equal(one.pid, undefined);
    ledger.close();
  });

  it('reports the end of the log when the process never becomes ready', async () => {
    const stateDir = join(root, 'broken');
    const ledger = await openLedger(stateDir);
    const args = ['--eval', 'console.error("no such database"); process.exit(3)'];
    const readyUrl = `http://127.0.0.1:${await freePort()}/readyz`;
    const spec = { name: 'broken', command: process.execPath, args, env: {}, logFile: join(stateDir, 'log'), readyUrl };
    const one = new SupervisedProcess(spec, { ledger, log: () => {} });
    one.start();
    await assert.rejects(one.ready(), /broken did not become ready[^]*no such database/);
    await one.stop();
    ledger.close();
  });
});

describe('ports', () => {
  it('names the taken port and the variable that moves it', async () => {
    const holder = createServer().listen(0, '127.0.0.1');
    await new Promise<void>((resolve) => void holder.once('listening', resolve));
    const { port } = holder.address() as AddressInfo;
    const requests = [{ name: 'gateway', port, variable: 'KOPPEL_PORT' }];
    await assert.rejects(requireFreePorts(requests), new RegExp(`Port ${port}, which gateway needs[^]*KOPPEL_PORT=`));
    holder.close();
    await new Promise<void>((resolve) => void holder.once('close', resolve));
    await requireFreePorts(requests);
  });
});

describe('secrets', () => {
  it('are made once, stay the same, and are readable by their owner only', () => {
    const stateDir = join(root, 'secrets');
    const first = ensureSecrets(stateDir);
    assert.deepEqual(ensureSecrets(stateDir), first);
    assert.equal(Buffer.from(first.keyRing.replace('k1:', ''), 'base64').length, 32);
    assert.ok(existsSync(join(stateDir, 'secrets.json')));
    assert.equal(statSync(join(stateDir, 'secrets.json')).mode & 0o777, 0o600);
  });
});

describe('the environment of the services', () => {
  it('lets who starts the system forbid calls to private addresses', () => {
    const system = { allowPrivateAddresses: 'false', ports: {}, secrets: { databaseSecret: 'x' }, account: {} };
    const description = { ...system, databaseUrl: 'postgres://koppel@127.0.0.1/koppel', sandboxDir: '' };
    for (const name of ['connections', 'flow-runner', 'notifications']) {
      const service = services.find((one) => one.name === name);
      assert(service);
      const environment = environmentOf(service, 1, description as unknown as SystemDescription);
      assert.equal(environment['KOPPEL_ALLOW_PRIVATE_ADDRESSES'], 'false');
    }
  });
});
