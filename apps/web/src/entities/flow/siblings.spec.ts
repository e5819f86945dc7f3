import type { Connection, Flow, Integration } from '@koppel/contracts';
import { siblingsOf } from './siblings.js';

const aFlow = (id: string, targetConnectionId: string, entity = 'order') =>
  ({ id, entity, targetConnectionId }) as Flow;
const anIntegration = (title: string, ...flows: Flow[]) => ({ title, flows }) as Integration;
const aConnection = (id: string, applicationId: string, account?: string) =>
  ({ id, applicationId, account }) as Connection;

const connections = [
  aConnection('erp', 'exact-online', 'nl:7'),
  aConnection('same-erp', 'exact-online', 'nl:7'),
  aConnection('other-erp', 'exact-online', 'nl:8'),
  aConnection('other-application', 'ledger', 'nl:7'),
  aConnection('unknown', 'ledger'),
  aConnection('unknown-too', 'ledger'),
];
const titlesFor = (flow: Flow, ...others: Integration[]) =>
  siblingsOf(flow, [anIntegration('Own', flow), ...others], connections).map(({ title }) => title);

it('finds who else writes the same to the same account, by any connection to it', () => {
  const titles = titlesFor(
    aFlow('1', 'erp'),
    anIntegration('Same connection', aFlow('2', 'erp')),
    anIntegration('Same account', aFlow('3', 'same-erp')),
    anIntegration('Other records', aFlow('4', 'erp', 'product')),
    anIntegration('Other account', aFlow('5', 'other-erp')),
    anIntegration('Other application', aFlow('6', 'other-application')),
  );
  expect(titles).toEqual(['Same connection', 'Same account']);
});

it('takes no two connections for one account where that is not known', () => {
  expect(titlesFor(aFlow('1', 'unknown'), anIntegration('Other', aFlow('2', 'unknown-too')))).toEqual([]);
});
