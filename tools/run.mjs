// Plain old JavaScript on purpose: it must parse under any Node, to say that the Node is too old.
// Usage: node tools/run.mjs <command> [arguments]; a command is the `main` of the TypeScript file of that name beside this one.
const oldestMajor = 20;

if (Number(process.versions.node.split('.')[0]) < oldestMajor) {
  console.error(
    'Koppel needs Node ' +
      oldestMajor +
      ' or newer to start; this is Node ' +
      process.versions.node +
      ' (' +
      process.execPath +
      ').\n' +
      'Install a current Node (https://nodejs.org, or: apt-get install nodejs on Debian 13) and run the command again.\n' +
      'Koppel brings the exact Node it runs on by itself, so any version from ' +
      oldestMajor +
      ' on will do.',
  );
  process.exit(1);
}

// Imported only now: an old Node could not even parse what follows.
void import('./bootstrap.mjs').then(({ bootstrap }) => bootstrap(process.argv[2], process.argv.slice(3)));
