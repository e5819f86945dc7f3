import { translated } from '../../shared/i18n/translated.js';
import { nl } from './texts.nl.js';

export const en = {
  title: 'People',
  introduction: (organization: string) => `Who works in ${organization}, and what each may do.`,
  members: 'Members',
  person: 'Person',
  you: 'you',
  role: 'Role',
  roleOf: (name: string) => `Role of ${name}`,
  roles: { owner: 'Owner', admin: 'Administrator', operator: 'Operator', viewer: 'Viewer' },
  rolesTitle: 'What each role may do',
  roleMeanings: {
    owner: 'Everything, also making owners and deleting the organization.',
    admin: 'Connections and their secrets, integrations, settings, webhooks, people, the audit log.',
    operator: 'Daily work: starting runs, correcting and skipping issues, switching flows on and off.',
    viewer: 'Seeing everything, changing nothing.',
  },
  remove: 'Remove',
  removePerson: (name: string) => `Remove ${name}`,
  removeQuestion: (name: string, organization: string) =>
    `${name} is signed out of ${organization} at once and cannot see it any more. What ${name} set up stays.`,
  invite: 'Invite somebody',
  inviteHelp: 'The invitation works for a week. Whoever accepts it chooses a password of their own.',
  email: 'E-mail address',
  emailWrong: 'Enter an e-mail address, such as name@example.com.',
  sendInvitation: 'Send the invitation',
  invited: 'Invited',
  invitedAs: (role: string, until: string) => `${role}; ends ${until}`,
  mail: 'Mail',
  mailed: (when: string) => `Sent ${when}`,
  notMailed: 'No mail was sent. Pass the link on yourself.',
  actions: 'Actions',
  copyLink: 'Copy link',
  copyLinkOf: (email: string) => `Copy link for ${email}`,
  copied: 'Copied',
  resend: 'Send again',
  resendTo: (email: string) => `Send again to ${email}`,
  withdraw: 'Withdraw',
  withdrawOf: (email: string) => `Withdraw the invitation of ${email}`,
  secondFactor: 'Second factor',
  secondFactorHelp:
    'Signing in then takes a code of an app too, or a passkey: who learns a password cannot get in with it alone.',
  factorRequired: 'Everybody here has to have a second factor.',
  factorOptional: 'Everybody decides for themselves.',
  withoutFactor: (count: number) => (count === 1 ? '1 member has none yet.' : `${count} members have none yet.`),
  requireFactor: 'Require a second factor',
  makeFactorOptional: 'No longer require it',
  ownFactorFirst:
    'You have shown none yourself. Set one up, or sign in by your passkey, before you require it of others:',
  toAccount: 'Your account',
} as const;

export const texts = translated({ en, nl });
