/** What stands on the screen and the journeys go by, in each language that the app speaks. */
export interface Words {
  signIn: { email: string; password: string; submit: string };
  navigation: Record<'dashboard' | 'integrations' | 'runs' | 'issues' | 'connections' | 'manuals', string>;
  start: string;
  sameTab: string;
  /** The link on the dashboard to a wizard that was left. */
  takeUp: RegExp;
  server: { lost: string; healed: string; serviceAway: RegExp; sessionEnded: string };
  next: string;
  back: string;
  steps: { welcome: string; applications: string; packages: string; settings: string; finish: string };
  connection: {
    title: string;
    save: string;
    saved: string;
    authorize: string;
    granted: string;
    denied: string;
    closed: string;
    test: string;
    change: (displayTitle: string) => string;
  };
  packages: { products: string; orders: string };
  flows: { products: string; stock: string; prices: string; orders: string };
  enable: (flow: string) => string;
  finish: string;
}

const english: Words = {
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
    serviceAway: /does not answer just now/,
    sessionEnded: 'Your session has ended',
  },
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
    granted: 'Access is granted',
    denied: 'Access was not granted',
    closed: 'The log-in window seems to be closed',
    test: 'Test connection',
    change: (displayTitle) => `Change ${displayTitle}`,
  },
  packages: { products: 'Products & stock', orders: 'Orders & customers' },
  flows: { products: 'Products', stock: 'Stock levels', prices: 'Prices', orders: 'Orders' },
  enable: (flow) => `Enable ${flow}`,
  finish: 'Finish',
};

export const words = { en: english };
