import { texts } from './texts.js';

export interface Credentials {
  email: string;
  password: string;
}

/** Finds slips of typing; whether there is such an account, the server says. */
const address = /^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/;

/** What was typed, or what is wrong with it. */
export function readCredentials(
  typed: Credentials,
): { credentials: Credentials } | { problems: Partial<Record<keyof Credentials, string>> } {
  const credentials = { ...typed, email: typed.email.trim() };
  const problems = {
    ...(!address.test(credentials.email) && { email: texts.emailWrong }),
    ...(credentials.password === '' && { password: texts.passwordMissing }),
  };
  return Object.keys(problems).length > 0 ? { problems } : { credentials };
}
