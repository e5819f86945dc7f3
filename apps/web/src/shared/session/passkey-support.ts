/** Whether this browser uses passkeys at this address: browsers do so only over https, and at localhost. */
export function canUsePasskeys(): boolean {
  return 'PublicKeyCredential' in globalThis && 'parseRequestOptionsFromJSON' in PublicKeyCredential;
}
