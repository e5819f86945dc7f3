import { translated } from '../../shared/i18n/translated.js';
import { nl } from './texts.nl.js';

export const en = {
  states: {
    open: 'Open',
    held: 'Waits',
    retrying: 'Being tried again',
    resolved: 'Resolved',
    skipped: 'Skipped',
  },
  /** A class of failures: what is the matter, what it means, what to do. */
  failures: {
    value: {
      title: 'A value is not accepted',
      meaning: 'The receiving application refuses a value of the record, or a value that it needs is missing.',
      todo: 'Correct the value at the source, or edit the record here, and try again.',
    },
    missing_reference: {
      title: 'Something it refers to is missing',
      meaning:
        'The record needs another one, such as an article or a customer, that the receiving application does not have yet.',
      todo: 'You need not do anything if that one is delivered too: this record then follows by itself. If not, create it there.',
    },
    duplicate: {
      title: 'It exists twice',
      meaning: 'Two records have the same key, so that one would overwrite the other.',
      todo: 'Give one of them a key of its own at the source, or skip the one you do not want.',
    },
    permission: {
      title: 'Not allowed',
      meaning: 'The connection may not do this at the application.',
      todo: 'Give the user or the key of the connection the rights that are named, then try again.',
    },
    rate_limit: {
      title: 'Too many requests',
      meaning: 'The application takes no more requests for now.',
      todo: 'Wait: Koppel goes on by itself as soon as it may. Try again later if it stays.',
    },
    too_large: {
      title: 'Too large',
      meaning: 'The record is larger than the receiving application takes.',
      todo: 'Shorten or split it at the source, or edit the record here, and try again.',
    },
    intermittent: {
      title: 'Passing failure',
      meaning: 'Something went wrong on the way, several times in a row.',
      todo: 'Try again; most of these are gone after a while.',
    },
    application_down: {
      title: 'Application not reachable',
      meaning: 'The application does not answer.',
      todo: 'Check that it is online, then try again.',
    },
    defect: {
      title: 'Fault in Koppel',
      meaning: 'Koppel does not know what to do with this record. That is not your mistake.',
      todo: 'Tell your administrator or report it. You can skip the record meanwhile.',
    },
  },
} as const;

export const texts = translated({ en, nl });
