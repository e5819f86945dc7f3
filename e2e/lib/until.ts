/** Waits until something is so. */
export async function until(isSo: () => Promise<boolean> | boolean, what: string, deadlineMs = 90_000): Promise<void> {
  for (const deadline = Date.now() + deadlineMs; !(await isSo());) {
    if (Date.now() > deadline) throw new Error(`not within ${deadlineMs / 1000} s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
