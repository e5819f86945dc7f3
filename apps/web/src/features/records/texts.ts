import { formatCount, formatPlural } from '../../shared/format/format.js';
import { translated } from '../../shared/i18n/translated.js';
import { nl } from './texts.nl.js';

export const en = {
  title: 'Records',
  introduction: 'Find any product, order or customer and see whether it was delivered, and why.',
  filters: 'Filter records',
  search: 'Search',
  searchHelp: 'By SKU, order number, e-mail address, name or id, in all flows at once.',
  flow: 'Flow',
  allFlows: 'All flows',
  kind: 'Type',
  allKinds: 'All types',
  outcome: 'Result',
  allOutcomes: 'All results',
  clearFilters: 'Clear filters',
  noneTitle: 'No records found',
  noneFound: (query: string) =>
    `No record found for “${query}”. Check the spelling; a flow must have read the record at least once.`,
  noneChosen: 'No records match these filters.',
  none: 'Records appear here as soon as a flow has run.',
  found: (count: number, hasMore: boolean) =>
    hasMore ? `More than ${formatCount(count)} records found` : `${formatPlural(count, 'record', 'records')} found`,
  record: 'Record',
  reason: 'Reason',
  when: 'When',
  toRecords: 'To all records',
  heading: (entity: string, key: string) => `${entity} ${key}`,
  why: 'Why is this not synced?',
  isIt: 'Is this synced?',
  deliveredBefore:
    'The last version that was read has been delivered. Later changes at the source are not delivered, for this reason:',
  linkedByHand: (who: string | undefined, when: string, number: string | undefined) =>
    `${who ?? 'Someone who is not known any more'} said on ${when} that it is the same as ${number ?? 'a record that stood at the target'}. Koppel did not compare them.`,
  doneByHand: (who: string | undefined, when: string, number: string | undefined) =>
    `${who ?? 'Someone who is not known any more'} said on ${when} that ${number ?? 'the record at the target'} is as it should be. Koppel wrote nothing.`,
  flowStates: {
    paused: 'Its flow is paused, so later changes at the source are not delivered.',
    removed: 'Its flow was removed from the integration, so later changes at the source are not delivered.',
  },
  explanations: {
    synced: {
      title: 'Yes, it is synced',
      meaning: 'The record at the target matches what was last read at the source.',
      todo: 'You do not have to do anything.',
    },
    linked_by_hand: {
      title: 'It was linked by hand',
      meaning: 'Nothing was written, so the record at the target may differ.',
      todo: 'Check the record at the target yourself. If it is not the same, choose “Remove the link” below.',
    },
    done_by_hand: {
      title: 'It was brought up to date by hand',
      meaning:
        'Koppel could not do it at the target, and a person did. Later changes at the source are followed again.',
      todo: 'You do not have to do anything.',
    },
    withdrawn: {
      title: 'It was taken back',
      meaning: 'It was delivered, then cancelled or deleted at the source, so what was delivered of it was taken back.',
      todo: 'You do not have to do anything. If it is opened again at the source, it is delivered anew.',
    },
    filtered: {
      title: 'It was left out on purpose',
      meaning: 'The settings of the flow, or the record itself, exclude it from delivery.',
      todo: 'To deliver it, change the settings of the flow or the record at the source. The next run picks it up.',
    },
    skipped_by_person: {
      title: 'Someone skipped it',
      meaning: 'It is not delivered any more, not even when it changes at the source.',
      todo: 'If it should be delivered after all, choose “Deliver again” below.',
    },
    issue_open: {
      title: 'It could not be delivered and needs your attention',
      meaning: 'There is an open issue for this record.',
      todo: 'Open the issue: it says what to fix. Then try again from there.',
    },
    issue_held: {
      title: 'It is waiting for another record',
      meaning:
        'It refers to something the target does not have yet. As soon as that exists, this record follows automatically.',
      todo: 'Usually you do not have to do anything. If it stays like this, open the issue: it says what is missing.',
    },
    issue_retrying: {
      title: 'It is being retried now',
      meaning: 'A run is delivering it.',
      todo: 'Wait a moment; this page updates automatically.',
    },
    write_open: {
      title: 'The last write got no response',
      meaning:
        'It was sent, but the response was lost. The next run checks whether it arrived and never writes it twice.',
      todo: 'You do not have to do anything. To know sooner, run the flow now.',
    },
    requested: {
      title: 'It is read again by the next run',
      meaning:
        'Someone removed its link with the target, or had it delivered again. The next run reads it at the source and looks it up at the target.',
      todo: 'You do not have to do anything. To know sooner, run the flow now.',
    },
    flow_paused: {
      title: 'Its flow is paused',
      meaning: 'A paused flow does not run automatically.',
      todo: 'Enable the flow on the page of its integration, or run it yourself.',
    },
    flow_failed: {
      title: 'The last run of its flow failed',
      meaning: 'The run ended before it reached this record, or while processing it.',
      todo: 'Open the run to see why. Then run the flow again.',
    },
    connection_needs_attention: {
      title: 'A connection needs attention',
      meaning: 'Koppel has no access to one of the two applications, so nothing is delivered.',
      todo: 'Open the connection and authorize or test it again.',
    },
    run_waiting: {
      title: 'The run that delivers it is waiting',
      meaning: 'An application is unavailable, or its request limit is used up. The run continues automatically.',
      todo: 'You do not have to do anything.',
    },
  },
  nextRun: (moment: string) => `The next run of the flow is ${moment}.`,
  toIssue: 'To the issue',
  toRun: 'To the run',
  toFlow: 'To the integration',
  toConnections: 'To the connections',
  factsTitle: 'About this record',
  noTarget: 'Not there yet',
  targetGone: 'Not there any more',
  lastRun: 'Last run',
  sidesTitle: 'Both sides',
  sideSource: 'At the source',
  sideTarget: 'At the target',
  keyOf: (key: string) => `Key: ${key}`,
  linkedRecord: 'Linked record',
  amountUnknown: 'Koppel has not read what it comes to now.',
  takenBackDocument: (document: string) => `${document} was taken back`,
  totalsDiffer: 'The totals are not the same',
  differenceOf: (amount: string) => `They differ by ${amount}.`,
  currenciesDiffer: 'They are in different currencies.',
  checkDifference:
    'The amount at the target is that of the last time that Koppel wrote or read the document. The answer above says what is the matter.',
  related: {
    order: 'The order it belongs to',
    credit: { own: 'Credits of this order', beside: 'Other credits of the same order' },
    payment: { own: 'Payments of this order', beside: 'Other payments of the same order' },
  },
  readAt: (moment: string) => `Its flow last read the source ${moment}.`,
  deletions: (every: string, moment: string) => `What was deleted there is checked every ${every}, last ${moment}.`,
  reasonAbove: 'For the reason above.',
  timelineTitle: 'Timeline',
  timelineHelp: 'What was done, the newest first. Choose an attempt to see its data below.',
  older: (count: number) => `${formatCount(count)} older`,
  documentWas: {
    created: (document: string, amount: string) => `${document} of ${amount} was created`,
    updated: (document: string, amount: string) => `${document} was changed, and comes to ${amount}`,
    unchanged: (document: string, amount: string) => `${document} of ${amount} was there already`,
    withdrawn: (document: string, amount: string) => `${document} of ${amount} was taken back`,
  },
  actionKinds: {
    unlinked: 'Link removed',
    delivered_again: 'Delivered again by hand',
    linked: 'Linked by hand',
    done: 'Done at the target by hand',
  },
  actionBy: (who: string | undefined) => `By ${who ?? 'someone who is not known any more'}`,
  actionTarget: (key: string, number: string | undefined) =>
    number ? `At the target: ${number}` : `Key at the target: ${key}`,
  actionsTitle: 'What you can do',
  deliverHelp:
    'Deliver again reads the record at the source now and delivers it, even if it has not changed. Remove the link if it is linked with the wrong record at the target, or with one that was deleted there.',
  deliveredAlong:
    'It is delivered together with the records that need it. Remove the link if it is linked with the wrong record at the target, or with one that was deleted there.',
  deliverAgain: 'Deliver again',
  deliveringAgain: 'It is being delivered again.',
  followRun: 'Follow the run',
  unlink: 'Remove the link',
  unlinkTitle: (key: string) => `Remove the link of ${key}?`,
  unlinkQuestion: (number: string | undefined) =>
    `Koppel forgets ${number ? `that this record is ${number} at the target` : 'which record of the target this is'}. Nothing changes at the target itself. The next run looks the record up there and links it again if it is found.`,
  unlinkRisk:
    'If it is not found there, for example because its number was changed, it is created once more: the target then has it twice. Delete the old one there if it is wrong.',
  times: (count: number, since: string) => `${formatCount(count)} times in a row, since ${since}`,
  show: 'Show data',
  hide: 'Hide data',
  showOf: (when: string) => `Show data of ${when}`,
  shown: 'Shown below',
  byRun: (trigger: string) => `Run: ${trigger.toLowerCase()}`,
  stages: {
    read: 'Read',
    mapped: 'Mapped',
    compared: 'Compared',
    written: 'Written',
  },
  stageStates: { done: 'done', stopped: 'stopped here', not_needed: 'not needed', not_reached: 'not reached' },
  stagesTitle: 'Progress of the record',
  payloadsTitle: (when: string) => `Data of ${when}`,
  panes: 'Stages of the data',
  source: 'At the source',
  sourceHelp: 'As it was read.',
  canonical: 'In Koppel',
  canonicalHelp: 'Translated, the same for every application.',
  target: 'For the target',
  targetHelp: 'As it was compared and, where it differed, written.',
  notKept: 'The record did not get this far, or the data is no longer kept.',
  nothingKept: 'The data of this attempt is no longer kept. The result is still known.',
  find: 'Find in the data',
  copy: 'Copy',
  copyOf: (stage: string) => `Copy: ${stage}`,
  copied: 'Copied',
  legend: 'Marks compare a value with the next stage:',
  marks: { same: 'the same', differs: 'different' },
  view: {
    entries: (count: number) => formatPlural(count, 'entry', 'entries'),
    nothingFound: 'Not found here.',
    showRest: (count: number) => `Show ${formatCount(count)} more`,
    empty: 'empty',
  },
} as const;

export const texts = translated({ en, nl });
