import { translated } from '../i18n/translated.js';
import { nl } from './texts.nl.js';

export const en = {
  required: (title: string) => `Fill in ${title}.`,
  notANumber: 'Enter a number, such as 12 or 0.5.',
  notWhole: 'Enter a whole number, such as 12.',
  tooSmall: (minimum: number) => `Enter ${minimum} or more.`,
  tooLarge: (maximum: number) => `Enter ${maximum} or less.`,
  tooShort: (minimum: number) => `This is too short: it has at least ${minimum} characters.`,
  tooLong: (maximum: number) => `This is too long: it has at most ${maximum} characters.`,
  notAnAddress: 'Enter a full address, such as https://shop.example.com.',
  otherForm: (title: string) =>
    `This does not look like a valid ${title}. The help text of the field shows what it looks like.`,
  noChoice: 'Choose one from the list.',
  keyTwice: (key: string) => `“${key}” is in the table twice. Keep one of the two.`,
  keyMissing: (value: string) => `Fill in what maps to “${value}”, or remove that row.`,
  valueMissing: (key: string) => `Fill in what “${key}” maps to, or remove that row.`,
  rowsWrong: (count: number) => (count === 1 ? 'One row needs correction.' : `${count} rows need correction.`),
  optional: 'Optional',
  secretSaved: 'Saved',
  secretKept: 'Saved. Leave empty to keep it.',
  choose: 'Choose…',
  chooseOrType: 'Choose or type…',
  noMatch: 'Nothing in the list matches. What you typed is used as it is.',
  onePerLine: 'One per line.',
  addRow: (title: string) => `Add a row to ${title}`,
  addAll: (count: number) => (count === 1 ? 'Add the one that is missing' : `Add all ${count} that are missing`),
  removeRow: (row: number) => `Remove row ${row}`,
  row: (column: string, row: number) => `${column}, row ${row}`,
  keyColumn: 'From',
  valueColumn: 'To',
  emptyTable: 'No rows yet.',
  add: (title: string) => `Add to ${title}`,
  remove: (entry: string) => `Remove ${entry}`,
  noEntries: 'Nothing chosen.',
  on: 'on',
  off: 'off',
  nothing: 'empty',
  changed: 'Changed',
  default: (value: string) => `Default: ${value}`,
  reset: 'Reset',
  resetNamed: (title: string) => `Reset ${title} to its default`,
  proposed: (connection: string) => `Proposed from ${connection}`,
  proposingFailed: (why: string) => `Nothing can be proposed now. ${why}`,
  proposalCut: (connection: string) => `What ${connection} has could not be read completely, so rows may be missing.`,
  takeProposal: (count: number, connection: string) =>
    count === 1
      ? `Take over the row proposed from ${connection}`
      : `Take over ${count} rows proposed from ${connection}`,
  gaps: 'Still missing',
  reading: (connection: string) => `Reading the choices from ${connection}…`,
  choicesFailed: (connection: string) =>
    `The choices could not be read from ${connection} now. Type the value, or try again later.`,
  choicesCut: 'The list is long and not shown completely. You can type a value that is missing.',
} as const;

export const texts = translated({ en, nl });
