import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** A failure whose message is written for the person at the keyboard: printed without a stack trace. */
class SetupError extends Error {}

const repositoryRoot = join(import.meta.dirname, '..');
const binaries = join(repositoryRoot, 'node_modules', '.bin');
const ownNode = join(binaries, 'node');
const lockFile = join(repositoryRoot, 'package-lock.json');
const recordFile = join(repositoryRoot, 'node_modules', '.koppel-lock-hash');

const hashOfLock = () => createHash('sha256').update(readFileSync(lockFile)).digest('hex');
const read = (file) => (existsSync(file) ? readFileSync(file, 'utf8').trim() : '');

/** Whether npm's own record of node_modules agrees with the lock file: somebody ran `npm install` by hand. */
function isInstalledByHand() {
  const recorded = read(join(repositoryRoot, 'node_modules', '.package-lock.json'));
  if (!recorded) return false;
  const installed = JSON.parse(recorded).packages;
  const expected = Object.entries(JSON.parse(read(lockFile)).packages).filter(([path]) =>
    path.includes('node_modules/'),
  );
  return expected.every(([path, entry]) => entry.optional || entry.link || installed[path]?.version === entry.version);
}

function npmCommand() {
  const script = process.env.npm_execpath;
  return script && /npm-cli\.js$/.test(script) ? [process.execPath, script] : ['npm'];
}

/** The environment for npm: without settings of an outer npm that would build add-ons against another Node. */
function npmEnvironment() {
  const env = { ...process.env };
  for (const name of Object.keys(env)) {
    if (/^npm_config_(nodedir|ignore_scripts|omit|production|only|dry_run|workspaces?)$/i.test(name)) delete env[name];
  }
  return env;
}

function install() {
  if (process.env.KOPPEL_SKIP_INSTALL) return;
  const hash = hashOfLock();
  if (existsSync(ownNode) && read(recordFile) === hash) return;
  if (!(existsSync(ownNode) && isInstalledByHand())) {
    process.stdout.write('Installing packages (npm ci), about a minute the first time\n');
    const [command, ...first] = npmCommand();
    const args = [...first, 'ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
    const { status, error } = spawnSync(command, args, {
      cwd: repositoryRoot,
      stdio: 'inherit',
      env: npmEnvironment(),
    });
    if (error || status !== 0) {
      throw new SetupError(
        `Installing the packages failed (npm ci ended with ${error?.message ?? status}).\n` +
          'Read the lines above: most often the npm registry could not be reached (network, proxy) or the disk is full. Then run the command again.',
      );
    }
  }
  if (!existsSync(ownNode)) {
    throw new SetupError(
      'npm installed the packages, but not the Node that Koppel runs on: npm was told not to run install scripts.\n' +
        'Allow them (npm config delete ignore-scripts), remove node_modules and run the command again.',
    );
  }
  writeFileSync(recordFile, `${hash}\n`);
}

const isOwnNode = () => realpathSync(process.execPath) === realpathSync(ownNode);

/** Runs the same command again under Koppel's own Node, hands signals on, and ends as it ends. */
function runAgain() {
  const env = { ...process.env, PATH: `${binaries}${delimiter}${process.env.PATH ?? ''}` };
  delete env.npm_config_nodedir;
  const child = spawn(ownNode, process.argv.slice(1), { stdio: ['inherit', 'inherit', 'inherit', 'ipc'], env });
  // From a terminal Ctrl-C reaches the child directly; a signal sent to this process alone is handed on.
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  process.on('SIGINT', () => child.connected && child.send('interrupt'));
  endWithParent(() => child.kill('SIGTERM'));
  child.once('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
}

/** npm may be killed without passing the signal on: its disappearance counts as one. */
function endWithParent(end) {
  if (!process.env.npm_lifecycle_event) return;
  const ancestors = [process.ppid, parentOf(process.ppid)];
  const watch = setInterval(() => {
    if (process.ppid === ancestors[0] && parentOf(process.ppid) === ancestors[1]) return;
    clearInterval(watch);
    end();
  }, 500);
  watch.unref();
}

function parentOf(pid) {
  if (process.platform !== 'linux') return undefined;
  try {
    // Only a shell between npm and us is looked through: npm's own parent may well end before it.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const name = stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
    return /^(ba|da|z)?sh$/.test(name) ? stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] : undefined;
  } catch {
    return undefined;
  }
}

/** Signals of the parent process, or its end, reach the command as its own signals. */
function followParent() {
  if (!process.channel) return endWithParent(() => process.emit('SIGTERM'));
  process.on('message', (message) => message === 'interrupt' && process.emit('SIGINT'));
  process.once('disconnect', () => process.emit('SIGTERM'));
  process.channel.unref();
}

/** Installs the packages as the lock file says, then runs a command under Koppel's own Node; a failure ends with code 1. */
export async function bootstrap(command, args) {
  try {
    install();
    if (existsSync(ownNode) && !isOwnNode()) return runAgain();
    followParent();
    const { main } = await import(`./${command}.ts`);
    await main(args);
  } catch (error) {
    const isForPerson = error instanceof SetupError || error?.name === 'UserError';
    process.stderr.write(`\n${isForPerson ? error.message : (error?.stack ?? String(error))}\n`);
    process.exit(1);
  }
}
