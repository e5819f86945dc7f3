// Plain old JavaScript on purpose: it must parse under any Node, to say that the Node is too old.
const oldestMajor = 20;

/** Ends the process with a clear sentence when this Node cannot even install Koppel. */
export function requireNode() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major >= oldestMajor) return;
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
