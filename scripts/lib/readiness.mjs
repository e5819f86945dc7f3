import { setTimeout as sleep } from 'node:timers/promises';

/** What an address answers: its status and the beginning of its body; status 0 when nothing answers. */
async function probe(url) {
  try {
    const reply = await fetch(url, { signal: AbortSignal.timeout(3_000) });
    return { status: reply.status, body: (await reply.text()).slice(0, 600) };
  } catch (error) {
    return { status: 0, body: error.cause?.message ?? error.message };
  }
}

/**
 * Polls an address until it answers 200.
 * @returns undefined when ready, otherwise the last answer
 */
export async function waitForOk(url, { timeoutMs, isGone = () => false }) {
  const deadline = Date.now() + timeoutMs;
  let last = { status: 0, body: '' };
  while (Date.now() < deadline && !isGone()) {
    last = await probe(url);
    if (last.status === 200) return undefined;
    await sleep(100);
  }
  return last;
}
