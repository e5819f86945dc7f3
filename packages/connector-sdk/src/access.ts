/** What makes a request authorised: one header. `epoch` counts the tokens of the connection. */
export interface Access {
  header: { name: string; value: string };
  epoch: number;
}

/** Where the HTTP client gets its authorisation from. */
export interface AccessProvider {
  current(): Promise<Access>;
  /** Called when the application refused the access of `refusedEpoch`; gives a newer one. */
  renew(refusedEpoch: number): Promise<Access>;
}
