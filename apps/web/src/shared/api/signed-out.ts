/** out: the session ended and the person is asked to sign in. put_off: they would rather not now. */
export type SignedOutState = 'in' | 'out' | 'put_off';

/**
 * Lets requests that were refused because the session ended wait until the person has signed in again, in the page. It
 * does so only while a dialog is there to ask them; without one, the page's way to the sign-in form is taken.
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

  /** A dialog is there; gives the way to take it back. */
  readonly attach = (): (() => void) => {
    this.dialogs += 1;
    return () => {
      this.dialogs -= 1;
      if (this.dialogs === 0) this.release('in', false);
    };
  };

  /** The session ended: asks the person; true once they are signed in again, false when they will not. */
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
