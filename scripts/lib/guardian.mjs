// Started by ledger.mjs with a pipe to its parent. When the pipe closes, the parent is gone, however it went:
// whatever the ledger still lists is ended, and a temporary state directory is removed.
import { rmSync } from 'node:fs';
import { endLeftovers } from './ledger.mjs';

const [ledgerFile, directoryToRemove] = process.argv.slice(2);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});

process.stdin.resume();
process.stdin.on('close', () => {
  void endLeftovers(ledgerFile).then(() => {
    if (directoryToRemove) rmSync(directoryToRemove, { recursive: true, force: true });
    process.exit(0);
  });
});
