/**
 * The entry of a service's process: `node main.js` serves, `node main.js migrate` migrates and ends. An error at start is
 * told in one readable block.
 */
export async function runCommand(commands: { serve(): Promise<void>; migrate?(): Promise<string[]> }): Promise<void> {
  try {
    if (process.argv[2] === 'migrate') {
      const done = (await commands.migrate?.()) ?? [];
      process.stdout.write(`${JSON.stringify({ migrated: done })}\n`);
      process.exit(0);
    }
    await commands.serve();
  } catch (error: unknown) {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  }
}
