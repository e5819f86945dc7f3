import { type Connection, connectionSchema } from '@koppel/contracts';
import { authorizeUrl, isGrantedSince, outcomeOf } from './authorization.js';

const connectionId = '3f0c8a34-5a3f-4f49-9d3f-0c7a4f1b2c3d';
const otherId = '4f0c8a34-5a3f-4f49-9d3f-0c7a4f1b2c3d';

function aConnection(changes: Partial<Connection> = {}): Connection {
  const connection = connectionSchema.parse({
    id: connectionId,
    applicationId: 'exact-online',
    displayTitle: 'Exact',
    state: 'draft',
    reason: null,
    fields: {},
    secretsSet: [],
    testedAt: null,
    createdAt: '2026-11-23T09:00:00Z',
    updatedAt: '2026-11-23T09:00:00Z',
  });
  return { ...connection, ...changes };
}

describe('outcomeOf', () => {
  const message = { type: 'koppel.authorization', connectionId, status: 'denied' };
  it('takes the message about its connection', () => {
    expect(outcomeOf(message, connectionId)).toBe('denied');
  });
  it('ignores another connection and other messages', () => {
    expect(outcomeOf(message, otherId)).toBeUndefined();
    expect(outcomeOf({ ...message, status: 'token' }, connectionId)).toBeUndefined();
    expect(outcomeOf('hello', connectionId)).toBeUndefined();
  });
});

describe('isGrantedSince', () => {
  it('sees a first grant', () => {
    expect(isGrantedSince(aConnection(), aConnection({ state: 'authorized' }))).toBe(true);
  });
  it('sees a grant given anew by its time', () => {
    const before = aConnection({ state: 'ready' });
    expect(isGrantedSince(before, before)).toBe(false);
    expect(isGrantedSince(before, aConnection({ state: 'ready', updatedAt: '2026-11-23T09:05:00Z' }))).toBe(true);
  });
  it('does not take a changed draft for a grant', () => {
    expect(isGrantedSince(aConnection(), aConnection({ updatedAt: '2026-11-23T09:05:00Z' }))).toBe(false);
  });
});

it('brings a log-in in the same tab back to its page', () => {
  expect(authorizeUrl(connectionId, '/wizard/applications?first=1')).toBe(
    `/oauth/authorize/${connectionId}?language=en&return=%2Fwizard%2Fapplications%3Ffirst%3D1`,
  );
});
