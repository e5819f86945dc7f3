import { translated } from '../../shared/i18n/translated.js';
import { nl } from './texts.nl.js';

export const en = {
  states: {
    open: 'Open',
    held: 'Waiting',
    retrying: 'Retrying',
    resolved: 'Resolved',
    skipped: 'Skipped',
  },
  /** By failure class: title, meaning, advice. */
  failures: {
    value: {
      title: 'A value is not accepted',
      meaning: 'The receiving application refuses a value of the record, or a value that it needs is missing.',
      todo: 'Correct the value at the source, or edit the record here, and try again.',
    },
    missing_reference: {
      title: 'A related record is missing',
      meaning:
        'This record needs another one, such as an article or a customer, that the receiving application does not have yet.',
      todo: 'If that record is synchronized too, you do not have to do anything: this one follows automatically. If not, create it in the receiving application.',
    },
    duplicate: {
      title: 'Duplicate',
      meaning: 'Two records have the same key, so that one would overwrite the other.',
      todo: 'Give one of them a different key at the source, or skip the one you do not need.',
    },
    permission: {
      title: 'Not allowed',
      meaning: 'The connection is not allowed to do this in the application.',
      todo: 'Give the user or API key of the connection the permissions mentioned, then try again.',
    },
    rate_limit: {
      title: 'Too many requests',
      meaning: 'The application does not accept more requests right now.',
      todo: 'Wait: Koppel continues automatically as soon as it can. If this does not clear up, try again later.',
    },
    too_large: {
      title: 'Too large',
      meaning: 'The record is larger than the receiving application accepts.',
      todo: 'Shorten or split it at the source, or edit the record here, and try again.',
    },
    intermittent: {
      title: 'Temporary failure',
      meaning: 'Something went wrong along the way, several times in a row.',
      todo: 'Try again; this usually resolves itself.',
    },
    application_down: {
      title: 'Application not reachable',
      meaning: 'The application does not respond.',
      todo: 'Check that it is online, then try again.',
    },
    defect: {
      title: 'Error in Koppel',
      meaning: 'Koppel cannot process this record. This is not your mistake.',
      todo: 'Contact your administrator or report it. You can skip the record for now.',
    },
  },
} as const;

export const texts = translated({ en, nl });
