import type { Language } from '@koppel/contracts';

const en = {
  back: 'Back to Koppel',
  code: 'Code',
  titles: {
    granted: 'Access granted',
    waiting: 'One moment',
    notKept: 'The keys were not kept',
    signIn: 'Sign in first',
    role: 'You may not do this',
    invalid: 'This cannot be authorized',
    unknownApplication: 'Unknown application',
    unknownConnection: 'No such connection',
    down: 'The application does not answer',
    unfinished: 'This authorization cannot be finished',
    denied: 'Access was not granted',
    refused: 'The application refused',
    failed: 'Something went wrong',
  },
};

export type PageTitle = keyof typeof en.titles;

/** What stands around the reasons on the pages of an authorization. */
export const pageTexts: Record<Language, typeof en> = {
  en,
  nl: {
    back: 'Terug naar Koppel',
    code: 'Code',
    titles: {
      granted: 'Toegang gegeven',
      waiting: 'Een ogenblik',
      notKept: 'De sleutels zijn niet bewaard',
      signIn: 'Log eerst in',
      role: 'Dit mag je niet',
      invalid: 'Hiervoor kan geen toegang worden gegeven',
      unknownApplication: 'Onbekende applicatie',
      unknownConnection: 'Deze koppeling bestaat niet',
      down: 'De applicatie antwoordt niet',
      unfinished: 'Deze autorisatie kan niet worden afgerond',
      denied: 'Er is geen toegang gegeven',
      refused: 'De applicatie weigerde',
      failed: 'Er ging iets mis',
    },
  },
};
