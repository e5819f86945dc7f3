import { httpAddresses } from '../http-addresses.js';
import * as records from '../records.js';
import { route } from './http-route.js';

export const routes = {
  listRunRecords: route({
    ...httpAddresses.listRunRecords,
    contract: records.runRecordList,
    summary: 'The records of a run',
    tag: 'Runs',
  }),
  searchRecords: route({
    ...httpAddresses.searchRecords,
    contract: records.recordSearch,
    summary: 'Search records by SKU, order number, e-mail address or id',
    tag: 'Records',
  }),
  getRecord: route({
    ...httpAddresses.getRecord,
    contract: records.recordGet,
    summary: 'One record with its timeline',
    tag: 'Records',
  }),
  getRecordAttempt: route({
    ...httpAddresses.getRecordAttempt,
    contract: records.recordAttemptGet,
    summary: 'One attempt with the record at each stage',
    tag: 'Records',
  }),
} as const;
