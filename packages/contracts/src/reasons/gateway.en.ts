/** What the gateway itself says: titles of problems by HTTP status, and why it refused a request. */
export const gatewayEn = {
  'gateway.status_400': 'Invalid request',
  'gateway.status_401': 'Not signed in',
  'gateway.status_403': 'Not allowed',
  'gateway.status_404': 'Not found',
  'gateway.status_409': 'Not possible now',
  'gateway.status_413': 'Too large',
  'gateway.status_422': 'Needs correction',
  'gateway.status_429': 'Too many requests',
  'gateway.status_500': 'Something went wrong',
  'gateway.status_502': 'Refused by the application',
  'gateway.status_503': 'Not available now',
  'gateway.role': 'Your role is {role, term}; this needs the role {needs, term}. Ask an owner of your organization.',
  'gateway.origin': 'Requests from {origin} are refused; open Koppel at {expected}.',
  'gateway.key_unknown':
    'The key is not known: it was copied incompletely, or its owner is no member of the organization any more. Make a new one on the page API keys.',
  'gateway.key_expired': 'The key expired on {date, date}. Make a new one on the page API keys.',
  'gateway.key_revoked': 'The key was revoked on {date, date}. Make a new one on the page API keys.',
  'gateway.key_role': 'The role of who made the key gives no rights any more. Ask an owner of the organization.',
  'gateway.key_second_factor':
    'The organization requires a second factor, and the person of the key has none. Sign in at Koppel and set it up; the key works again then.',
  'gateway.second_factor_first':
    'You have shown no second factor yourself, and would lock yourself out. Set one up on the page Your account first, or sign in by your passkey.',
  'gateway.key_scope': 'The key lacks the scope {scope}. Make a key that has it.',
  'gateway.key_no_session': 'A key opens the operations of the API, and not this. Sign in for it.',
  'gateway.keys_full': 'There are {max} keys already. Revoke one that is not needed any more.',
  'gateway.password_wrong': 'The password is not right. Nothing was changed.',
  'gateway.no_operation': 'The API has no {method} {path}. Look it up at /api/docs.',
  'gateway.content_type': 'Send the body as application/json.',
  'gateway.unreadable': 'It cannot be read; send well-formed JSON in UTF-8.',
  'gateway.depth': 'The body nests deeper than {levels} levels.',
  'gateway.owner_with_password':
    'Only an owner can delete an organization, and must enter the right password for it. Nothing was deleted.',
  'gateway.too_many_streams': 'Too many pages of your organization are open at once. Close some and reload.',
  'gateway.too_many_own_streams': 'You have too many pages open at once. Close some and reload.',
  'gateway.password_easy':
    'This password is easy to guess. Use words that belong together for you alone, or a password manager.',
  'gateway.password_short': 'A password has at least {length} characters.',
  'gateway.audit_unavailable':
    'The audit log cannot be written just now, so nothing was changed. Try again in a minute.',
  'gateway.export_too_long':
    'There are more than {max} entries. Choose a shorter period, and export one after the other.',
  'gateway.account_exists': '{email} has an account already. Sign in with it, and accept the invitation then.',
} as const;
