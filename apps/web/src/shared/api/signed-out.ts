/** out: the session ended and the person is asked to sign in. put_off: they postponed it. */
export type SignedOutState = 'in' | 'out' | 'put_off';

/**
 * Makes requests that were refused because the session ended wait until the user has signed in again in the page. It
 * does so only while a dialog is mounted; without one, the router redirects to the sign-in page.
 */
export class SignedOut {
  private current: SignedOutState = 'in';
  private dialogs = 0;
  private waiting: ((isIn: boolean) => void)[] = [];
  private readonly listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly get = (): SignedOutState => this.current;

  get hasDialog(): boolean {
    return this.dialogs > 0;
  }

  /** Registers a dialog; returns the function that removes it. */
  readonly attach = (): (() => void) => {
    this.dialogs += 1;
    return () => {
      this.dialogs -= 1;
      if (this.dialogs === 0) this.release('in', false);
    };
  };

  /** Prompts for signing in again; true once signed in, false when postponed. */
  readonly waitUntilSignedIn = (): Promise<boolean> => {
    if (!this.hasDialog || this.current === 'put_off') return Promise.resolve(false);
    this.become('out');
    return new Promise((resolve) => this.waiting.push(resolve));
  };

  readonly ask = (): void => {
    if (this.hasDialog) this.become('out');
  };

  readonly signedIn = (): void => this.release('in', true);

  readonly putOff = (): void => this.release('put_off', false);

  private release(state: SignedOutState, isIn: boolean): void {
    const { waiting } = this;
    this.waiting = [];
    this.become(state);
    for (const resolve of waiting) resolve(isIn);
  }

  private become(state: SignedOutState): void {
    if (state === this.current) return;
    this.current = state;
    for (const listener of this.listeners) listener();
  }
}

export const signedOut = new SignedOut();
