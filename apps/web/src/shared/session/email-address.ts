/** Finds slips of typing; whether there is such an account, the server says. */
const address = /^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/;

export function isEmailAddress(text: string): boolean {
  return address.test(text);
}
