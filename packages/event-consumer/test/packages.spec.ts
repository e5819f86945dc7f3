import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../../..');
const published = ['contracts', 'event-consumer'];
/** What npm would fetch from its registry. */
const foreign = ['zod', 'pg', '@nats-io', '@types'];

const run = (command: string, args: string[], cwd: string): string =>
  execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

describe('the packages that others install', () => {
  const project = mkdtempSync(join(tmpdir(), 'koppel-packages-'));
  const scope = join(project, 'node_modules', '@koppel');

  beforeAll(() => {
    mkdirSync(scope, { recursive: true });
    for (const name of foreign) symlinkSync(join(root, 'node_modules', name), join(project, 'node_modules', name));
    for (const name of published) {
      run('npm', ['pack', '--pack-destination', project, '--silent'], join(root, 'packages', name));
      mkdirSync(join(scope, name));
      const tarball = readdirSync(project).find((file) => file.startsWith(`koppel-${name}-`)) ?? '';
      run('tar', ['-xzf', tarball, '-C', join(scope, name), '--strip-components=1'], project);
    }
    writeFileSync(join(project, 'package.json'), JSON.stringify({ name: 'somebody', private: true, type: 'module' }));
  });

  afterAll(() => rmSync(project, { recursive: true, force: true }));

  it.each(published)('%s is as publint wants it, and holds no tests', (name) => {
    run(process.execPath, [join(root, 'node_modules/publint/src/cli.js'), join(scope, name), '--strict'], project);
    const files = readdirSync(join(scope, name), { recursive: true }).map(String);
    expect(files).toEqual(expect.arrayContaining(['package.json', 'README.md', 'dist/index.js', 'dist/index.d.ts']));
    expect(files.filter((file) => /\.spec\.|__snapshots__|^test/.test(file))).toEqual([]);
  });

  it('can be imported, and know an event', () => {
    const program = `
      import { eventData, eventSchema, operations } from '@koppel/contracts';
      import { webhookList } from '@koppel/contracts/webhooks';
      import { consumeEvents, createTables, replay, retryGivenUp } from '@koppel/event-consumer';
      const type = 'settings.v1.flow.changed';
      const id = crypto.randomUUID();
      const event = { specversion: '1.0', id, source: 'koppel/settings', type, subject: id, time: new Date().toISOString(),
        datacontenttype: 'application/json', organizationid: 'org-1', data: { flowId: id, integrationId: id, isRemoved: true } };
      const known = eventSchema(type, eventData[type]).parse(event);
      console.log(known.data.isRemoved, typeof webhookList, Object.keys(operations).length > 40,
        [consumeEvents, createTables, replay, retryGivenUp].every((each) => typeof each === 'function'));`;
    expect(run(process.execPath, ['--input-type=module', '--eval', program], project).trim()).toBe(
      'true object true true',
    );
  });

  it('have types that a program of somebody else is checked by', () => {
    const compile = (text: string) => {
      writeFileSync(join(project, 'main.ts'), text);
      const flags = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2023', '--types', 'node'];
      return run(
        process.execPath,
        [join(root, 'node_modules/@typescript/native/bin/tsc'), ...flags, 'main.ts'],
        project,
      );
    };
    const program = (member: string) => `
      import type { HandleEvent } from '@koppel/event-consumer';
      export const handle: HandleEvent<'flows.v1.run.failed'> = async (event, transaction) => {
        await transaction.query('select $1', [event.data.${member}]);
      };`;
    expect(() => compile(program('reason'))).not.toThrow();
    expect(() => compile(program('nothing'))).toThrow();
  });
});
