/** What mails say about accounts. */
export const mailsEn = {
  'mail.invitation_subject': '{inviter} invites you to {organization} on Koppel',
  'mail.invitation_text':
    '{inviter} invites you to work in {organization} with the role {role, term}. Koppel connects its accounting and its webshop.',
  'mail.invitation_action': 'Accept the invitation',
  'mail.invitation_until': 'The invitation ends on {day, date}. If you do not know {inviter}, do nothing.',
  'mail.reset_subject': 'Choose a new password for Koppel',
  'mail.reset_text':
    'Somebody, probably you, asked for a new password for this address. The button works once, for {minutes} minutes.',
  'mail.reset_action': 'Choose a new password',
  'mail.reset_unasked': 'If it was not you, do nothing: your password stays as it is.',
  'mail.password_changed_subject': 'Your password for Koppel was changed',
  'mail.password_changed_text':
    'The password of your account was changed, and all other sessions were ended. If it was not you, choose a new one now and tell the owner of your organization.',
  'mail.second_factor_on_subject': 'Your second factor for Koppel is on',
  'mail.second_factor_on_text':
    'From now on, signing in asks for a code of your app too, and all other sessions were ended. If it was not you, choose a new password now and tell whoever runs Koppel.',
  'mail.second_factor_off_subject': 'Your second factor for Koppel is off',
  'mail.second_factor_off_text':
    'From now on, your password alone opens your account. If it was not you, choose a new password now and set up a second factor again.',
  'mail.passkey_added_subject': 'A passkey was added to your account for Koppel',
  'mail.passkey_added_text':
    'The passkey {name} opens your account from now on, without your password. If it was not you, remove it on the page Your account, choose a new password, and tell whoever runs Koppel.',
  'mail.passkey_removed_subject': 'A passkey of your account for Koppel was removed',
  'mail.passkey_removed_text':
    'The passkey {name} no longer opens your account, and the other sessions that it opened were ended. If it was not you, choose a new password now, and look at what else opens your account.',
  'mail.passkey_action': 'Your account',
  'mail.address_changed_subject': 'Your e-mail address for Koppel',
  'mail.address_changed_text':
    'Somebody, probably you, asked to sign in with {email} from now on. Confirm it with the button; it works once.',
  'mail.address_changed_action': 'Confirm the address',
} as const;
