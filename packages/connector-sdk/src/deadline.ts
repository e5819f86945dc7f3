/** A signal that ends with its parent or after a time, whichever comes first. */
export interface Deadline {
  signal: AbortSignal;
  isTimedOut(): boolean;
  /** Lets go of timer and parent; a long-lived parent gathers no listeners. */
  end(): void;
}

export function startDeadline(parent: AbortSignal, timeoutMs: number): Deadline {
  const controller = new AbortController();
  let isTimedOut = false;
  const timer = setTimeout(() => {
    isTimedOut = true;
    controller.abort(new DOMException('timed out', 'TimeoutError'));
  }, timeoutMs);
  const stop = () => controller.abort(parent.reason);
  if (parent.aborted) stop();
  else parent.addEventListener('abort', stop, { once: true });
  return {
    signal: controller.signal,
    isTimedOut: () => isTimedOut,
    end() {
      clearTimeout(timer);
      parent.removeEventListener('abort', stop);
    },
  };
}
