/** Texts of the wizard's screens that the journeys look for. */
export interface Texts {
  signIn: { email: string; password: string; submit: string };
  navigation: Record<'dashboard' | 'integrations' | 'runs' | 'issues' | 'connections' | 'manuals', string>;
  start: string;
  sameTab: string;
  /** The link on the dashboard to a wizard that was left. */
  takeUp: RegExp;
  server: { lost: string; healed: string; serviceAway: RegExp; sessionEnded: string };
  /** The title of the button that leaves the wizard, once everything is saved. */
  kept: RegExp;
  next: string;
  back: string;
  steps: { welcome: string; applications: string; packages: string; settings: string; finish: string };
  connection: {
    title: string;
    save: string;
    saved: string;
    authorize: string;
    connect: string;
    granted: string;
    denied: string;
    closed: string;
    test: string;
    change: (displayTitle: string) => string;
  };
  /** Fields of the two sandboxes. */
  fields: { country: string; netherlands: string; division: string; shopUrl: string };
  packages: { products: string; orders: string };
  flows: { products: string; stock: string; prices: string; orders: string; credits: string };
  enable: (flow: string) => string;
  finish: string;
}

const english: Texts = {
  signIn: { email: 'E-mail', password: 'Password', submit: 'Sign in' },
  navigation: {
    dashboard: 'Dashboard',
    integrations: 'Integrations',
    runs: 'Runs',
    issues: 'Issues',
    connections: 'Connections',
    manuals: 'Manuals',
  },
  start: 'Start integrating',
  sameTab: 'Continue in this tab',
  takeUp: /^Continue with/,
  server: {
    lost: 'The connection to the server is lost',
    healed: 'Connected again',
    serviceAway: /A part of Koppel does not answer/,
    sessionEnded: 'Your session has ended',
  },
  kept: /^Saved\./,
  next: 'Next',
  back: 'Back',
  steps: {
    welcome: 'Connect two applications',
    applications: 'Choose your applications',
    packages: 'Choose what to synchronize',
    settings: 'Review the settings',
    finish: 'Ready to start',
  },
  connection: {
    title: 'Display title',
    save: 'Save',
    saved: 'Saved.',
    authorize: 'Authorize',
    connect: 'Connect',
    granted: 'Access is granted',
    denied: 'Access was not granted',
    closed: 'The log-in window seems to be closed',
    test: 'Test connection',
    change: (displayTitle) => `Change ${displayTitle}`,
  },
  fields: { country: 'Country', netherlands: 'Netherlands', division: 'Division', shopUrl: 'Shop URL' },
  packages: { products: 'Products & stock', orders: 'Orders & customers' },
  flows: { products: 'Products', stock: 'Stock levels', prices: 'Prices', orders: 'Orders', credits: 'Credits' },
  enable: (flow) => `Enable ${flow}`,
  finish: 'Finish',
};

const dutch: Texts = {
  signIn: { email: 'E-mail', password: 'Wachtwoord', submit: 'Inloggen' },
  navigation: {
    dashboard: 'Dashboard',
    integrations: 'Integraties',
    runs: 'Runs',
    issues: 'Problemen',
    connections: 'Koppelingen',
    manuals: 'Handleidingen',
  },
  start: 'Start met koppelen',
  sameTab: 'Verder in dit tabblad',
  takeUp: /^Verder met/,
  server: {
    lost: 'De verbinding met de server is weg',
    healed: 'Weer verbonden',
    serviceAway: /Een onderdeel van Koppel antwoordt niet/,
    sessionEnded: 'Je sessie is afgelopen',
  },
  kept: /^Opgeslagen\./,
  next: 'Volgende',
  back: 'Terug',
  steps: {
    welcome: 'Koppel twee applicaties',
    applications: 'Kies je applicaties',
    packages: 'Kies wat je wilt synchroniseren',
    settings: 'Controleer de instellingen',
    finish: 'Klaar om te beginnen',
  },
  connection: {
    title: 'Weergavenaam',
    save: 'Opslaan',
    saved: 'Opgeslagen.',
    authorize: 'Toegang geven',
    connect: 'Verbinden',
    granted: 'Toegang is gegeven',
    denied: 'Toegang is niet gegeven',
    closed: 'Het inlogvenster lijkt gesloten',
    test: 'Koppeling testen',
    change: (displayTitle) => `${displayTitle} wijzigen`,
  },
  fields: { country: 'Land', netherlands: 'Nederland', division: 'Divisie', shopUrl: 'Adres van de webshop' },
  packages: { products: 'Producten en voorraad', orders: 'Bestellingen en klanten' },
  flows: {
    products: 'Producten',
    stock: 'Voorraad',
    prices: 'Prijzen',
    orders: 'Bestellingen',
    credits: 'Crediteringen',
  },
  enable: (flow) => `${flow} inschakelen`,
  finish: 'Afronden',
};

export const texts = { en: english, nl: dutch };

/** Texts of the console's pages that the journeys look for. */
export const consoleTexts = {
  integrations: 'Integrations',
  flows: 'Flows',
  runNow: 'Run now',
  runOf: (flow: string) => `Run of ${flow}`,
  completed: 'Completed',
  cancelled: 'Cancelled',
  runAgain: 'Run again',
  fromStart: 'From the beginning',
  startRun: 'Start the run',
  cancelRun: 'Cancel run',
  preview: 'Preview',
  records: 'Records',
  search: 'Search',
  order: (number: string) => `Order ${number}`,
  notSynced: 'Why is this not synced?',
  synced: 'Is this synced?',
  stages: ['At the source', 'In Koppel', 'For the target'],
  timeline: 'Timeline',
  showData: /^Show data of /,
  product: (sku: string) => `Product ${sku}`,
  deliverAgain: 'Deliver again',
  deliveredAgain: 'Delivered again by hand',
  removeLink: 'Remove the link',
  linkRemoved: 'Link removed',
  readAgain: 'It is read again by the next run',
  noRecords: 'No records found',
  ordersSince: /takes orders placed since/,
  toOrdersFrom: 'To the setting “Orders placed since”',
  allOrders: /^All orders \(\d+\)$/,
  issues: 'Issues',
  seeRecords: /^See /,
  wholeRecord: 'The whole record (JSON)',
  saveAndRetry: 'Save and try again',
  followRun: /^Follow the run/,
  over: 'This issue is resolved: the record was delivered.',
  retryAllOf: (cause: string) => `Try all again: ${cause}`,
  resolved: 'Resolved',
  settingsOf: (flow: string) => `Settings of ${flow}`,
  enable: (flow: string) => `Enable ${flow}`,
  history: 'History',
  restore: /^Restore as of/,
  restoreNow: 'Restore',
  connections: 'Connections',
  delete: 'Delete',
  deleteTitle: (title: string) => `Delete ${title}?`,
  rename: 'Change: Name of the connection',
  connectionName: 'Name of the connection',
  save: 'Save',
};

/** Texts of the webhooks' pages that the journeys look for. */
export const webhookTexts = {
  title: 'Webhooks',
  none: 'No webhooks yet',
  add: 'Add a webhook',
  create: 'Add the webhook',
  created: 'The webhook is added',
  address: 'Address',
  addressWrong: 'Enter a full web address, such as https://example.com/koppel.',
  description: 'Description',
  secret: 'Signing secret',
  toWebhook: 'To the webhook',
  connectionChanged: 'A connection changes state',
  tested: 'Test',
  issueOpens: 'An issue opens',
  delivered: 'Delivered',
  dead: 'Undeliverable',
  everyAttemptFailed: 'Every attempt failed. It is not retried automatically: fix the receiver, then send it again.',
  taken: 'The address accepted it.',
  test: 'Send a test',
  resend: 'Send again',
  rotate: 'New signing secret',
  rotateNow: 'Make a new secret',
  secretKept: 'I have copied it',
  settings: /^Address and events/,
  save: 'Save',
  saved: 'Saved.',
  disable: 'Disable',
  disabled: 'This webhook is disabled',
  enable: 'Enable',
  enabled: 'Enabled',
  delete: 'Delete',
};

/** Texts of the pages of an order and its issue that the journeys look for. */
export const orderLifeTexts = {
  bookAs: 'Book orders as',
  moreSettings: /^More settings/,
  offered: ['Sales invoices', 'Sales entries'],
  notOffered: /^Sales orders: /,
  itsCredits: 'Credits of this order',
  itsOrder: 'The order it belongs to',
  itsPayments: 'Payments of this order',
  payment: (number: string) => `Payment ${number}`,
  bankEntry: (entry: number) => `Bank entry ${entry}`,
  payments: {
    package: 'Payments',
    flow: 'Enable Payments',
    takeOver: /^Take over \d+ proposed rows$/,
    journal: (row: number) => `Journal in Exact Online, row ${row}`,
    method: (row: number) => `Payment method in the shop, row ${row}`,
    ideal: 'iDEAL (ideal)',
    mollie: 'Mollie (21)',
    saved: 'Saved. Check whether you mean this:',
    check: 'Check whether you mean this:',
    enabled: '“Payments” is enabled. Check whether you mean this:',
    leftOut: /payments are left out/,
  },
  credit: (number: string) => `Credit ${number}`,
  takenBack: 'It was taken back',
  takenBackBadge: 'Taken back',
  documentDeleted: (document: number, total: string) => `so document ${document} of €${total} was deleted`,
  documentStays: (document: number, total: string) => `document ${document} of €${total} was delivered`,
  goneAtTarget: 'Not there any more',
  atSource: 'At the source',
  atTarget: 'At the target',
  salesOrder: (document: number) => `Sales order ${document}`,
  salesOrderWas: (document: number, total: string, done: string) => `Sales order ${document} of €${total} was ${done}`,
  totalsDiffer: 'The totals are not the same',
  differBy: (amount: string) => `They differ by €${amount}.`,
  readBefore: /^Its flow last read the source .+ What was deleted there is checked every 1 minute, last /,
  toIssue: 'To the issue',
  doneNamed: (number: string) => `I have done it: ${number}`,
  done: 'I have done it',
  resolved: 'This issue is resolved. The timeline of the record says how.',
  saidDone: (document: number) => `that ${document} is as it should be`,
};

/** Texts of the pages about people and accounts that the journeys look for. */
export const peopleTexts = {
  account: /^Account: /,
  people: 'People',
  organization: 'Organization',
  email: 'E-mail address',
  role: 'Role',
  operator: 'Operator',
  viewer: 'Viewer',
  send: 'Send the invitation',
  invited: 'Invited',
  mailSent: /^Sent /,
  workIn: (organization: string) => `Work in ${organization}`,
  name: 'Your name',
  choosePassword: 'Choose a password',
  accept: 'Accept the invitation',
  roleOf: (name: string) => `Role of ${name}`,
  signOut: 'Sign out',
  forgotten: 'Forgot your password?',
  sendLink: 'Send the link',
  linkSent: /a mail with a link is on its way/,
  newPassword: 'New password',
  save: 'Save the password',
  saved: /^Your password is changed/,
  toSignIn: 'Back to signing in',
  ownAccount: 'Your account',
  passwordToConfirm: 'Your password, to confirm',
  setUpFactor: 'Set up a second factor',
  appKey: 'Key for the app',
  recoveryCodes: 'Recovery codes',
  appCode: 'Code that the app shows',
  switchOn: 'Switch it on',
  factorOn: 'Your second factor is on.',
  addPasskey: 'Add a passkey',
  passkeyName: 'Name of the passkey',
  yourPassword: 'Your password',
  makePasskey: 'Make the passkey',
  passkeyAdded: 'The passkey is added.',
  byPasskey: 'Sign in by a passkey',
  removePasskey: (name: string) => `Remove ${name}`,
  remove: 'Remove',
  noPasskeys: 'You have no passkey yet.',
  secondFactor: 'Second factor',
  administrator: 'Administrator',
  requireFactor: 'Require a second factor',
  factorRequired: 'Everybody here has to have a second factor.',
  makeFactorOptional: 'No longer require it',
  factorOptional: 'Everybody decides for themselves.',
  useRecoveryCode: 'Use a recovery code',
  recoveryCode: 'Recovery code',
};

/** Texts of the audit log that the journeys look for. */
export const auditTexts = {
  page: 'Audit log',
  kind: 'About',
  keys: 'API keys',
  outcome: 'Outcome',
  refused: 'Refused',
  revoked: 'Revoked an API key',
  tried: 'Tried to use an API key',
  verify: 'Verify the log',
  intact: /^Nothing was changed: \d+ entries/,
};

/** Texts of the page of API keys that the journeys look for. */
export const apiKeyTexts = {
  account: /^Account: /,
  page: 'API keys',
  name: 'Name',
  owner: 'Owner of the key',
  ofOrganization: 'The organization',
  operate: 'Operate',
  password: 'Your password',
  make: 'Make a key',
  made: (name: string) => `The key ${name} is made`,
  key: 'The key',
  copy: 'Copy',
  copied: 'Copied',
  revokeKey: (name: string) => `Revoke ${name}`,
  revoke: 'Revoke',
};
