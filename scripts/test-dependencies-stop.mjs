/** Jest's global tear-down: ends what test-dependencies.mjs started. */
export default async function stopTestDependencies() {
  await globalThis.koppelTestDependencies?.stop();
  delete globalThis.koppelTestDependencies;
}
