/** The list of processes that this process started, so that nothing outlives it. */
export interface Ledger {
  close(): void;
}

export function openLedger(stateDir: string, options?: { removeOnExit?: boolean }): Promise<Ledger>;
