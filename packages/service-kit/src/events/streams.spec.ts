import { JetStreamApiError, type JetStreamManager } from '@nats-io/jetstream';
import { eventCopy } from '@koppel/contracts';
import { ensureEventCopy } from './streams.js';

interface Made {
  name: string;
  created: string;
  mirror?: unknown;
}

/** The streams of an account, as far as they are asked for. */
function anAccount(stream?: Made) {
  const account = { stream, deleted: 0 };
  const streams = {
    info: () =>
      account.stream
        ? Promise.resolve(account.stream)
        : Promise.reject(new JetStreamApiError({ code: 404, err_code: 10059, description: 'stream not found' })),
    delete: () => {
      account.deleted += 1;
      account.stream = undefined;
      return Promise.resolve(true);
    },
    add: (config: Omit<Made, 'created'>) => {
      account.stream = { ...config, created: '2026-11-26T12:00:00Z' };
      return Promise.resolve(account.stream);
    },
  };
  return Object.assign(account, { manager: { streams } as unknown as JetStreamManager });
}

const aStream = (created: string) => ({ name: 'KOPPEL_EVENTS', created });

describe('the copy of the events', () => {
  const origin = anAccount(aStream('2026-11-26T10:00:00.5Z'));

  it('is made where it is missing, as a mirror of the stream in the other account', async () => {
    const copy = anAccount();
    expect(await ensureEventCopy({ manager: origin.manager, copies: copy.manager })).toBe(true);
    const external = { api: eventCopy.originApi, deliver: eventCopy.deliverPrefix };
    expect(copy.stream).toMatchObject({ name: 'KOPPEL_EVENTS', mirror: { name: 'KOPPEL_EVENTS', external } });
  });

  it('stays as it is while it is younger than its origin', async () => {
    const copy = anAccount(aStream('2026-11-26T10:00:00.512Z'));
    await ensureEventCopy({ manager: origin.manager, copies: copy.manager });
    expect(copy).toMatchObject({ deleted: 0, stream: aStream('2026-11-26T10:00:00.512Z') });
  });

  it('is made anew when its origin was lost and made anew: its sequence would never go on', async () => {
    const copy = anAccount(aStream('2026-11-25T10:00:00Z'));
    await ensureEventCopy({ manager: origin.manager, copies: copy.manager });
    expect(copy).toMatchObject({ deleted: 1, stream: { created: '2026-11-26T12:00:00Z' } });
  });

  it('is not there where NATS has no account for it', async () => {
    const error = Object.assign(new Error('jetstream is not enabled'), { name: 'JetStreamNotEnabled' });
    const copies = { streams: { info: () => Promise.reject(error) } } as unknown as JetStreamManager;
    expect(await ensureEventCopy({ manager: origin.manager, copies })).toBe(false);
  });
});
