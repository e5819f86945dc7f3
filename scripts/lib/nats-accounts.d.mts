export const accountsFile: string;

/** The text of the accounts file. */
export function natsAccounts(contracts: object): string;

/** A password for each user, made from one secret. */
export function natsPasswords(secret: string): Record<string, string>;
