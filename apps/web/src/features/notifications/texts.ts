import { translated } from '../../shared/i18n/translated.js';
import { nl } from './texts.nl.js';

export const en = {
  title: 'Notifications',
  introduction: 'What this organization mails you when something needs a person, and again when it is over.',
  noMails: 'No mails reach you',
  mails: 'Mails to you',
  about: 'About',
  aboutHelp: 'What you switch off is not mailed from now on. The pages of Koppel show it all the same.',
  topics: { connections: 'Connections', flows: 'Flows that fail', issues: 'Issues', silence: 'Silence' },
  topicMeanings: {
    connections: 'A connection no longer gets in, and waits for somebody to log in.',
    flows: 'Runs of a flow fail one after the other.',
    issues: 'Records were not delivered and wait for a person: one mail for each cause.',
    silence: 'A flow does not run or does not get on, or no orders come for longer than usual.',
  },
  when: 'When',
  rhythms: { always: 'At once', quiet: 'At once, except in quiet hours', daily: 'Once a day' },
  rhythmMeanings: {
    always: 'By day and by night. What comes within five minutes goes in one mail.',
    quiet: 'What would come in quiet hours comes in one mail at their end, if it is not over by then.',
    daily: 'One mail with everything since the last one, if there is anything.',
  },
  quietFrom: 'Quiet from',
  quietTo: 'Quiet until',
  digestAt: 'Time of the mail',
  timeZone: 'Time zone',
  timeMissing: 'Enter a time.',
  sameTime: 'Choose another time than that of the beginning.',
  save: 'Save',
  saved: 'Saved.',
  told: 'What you were told',
  toldHelp: 'The newest 50. What is over before its mail goes is not mailed and does not stand here.',
  none: 'Nothing yet.',
  givenUpTitle: 'Some of these could not be mailed',
  givenUpHelp:
    'The mail server did not take them for a day. Read them here, and ask whoever runs Koppel to look at it.',
  what: 'What',
  open: 'Open',
  mail: 'Mail',
  states: { waiting: 'Waiting', sent: 'Sent', dead: 'Given up' },
} as const;

export const texts = translated({ en, nl });
