import {
  DiscardPolicy,
  JetStreamApiCodes,
  JetStreamApiError,
  RetentionPolicy,
  type JetStreamManager,
  type StreamInfo,
} from '@nats-io/jetstream';
import { eventCopy, streams } from '@koppel/contracts';

const oneDayNanos = 24 * 3_600 * 1_000_000_000;

const eventLimits = {
  retention: RetentionPolicy.Limits,
  discard: DiscardPolicy.Old,
  max_age: 7 * oneDayNanos,
  max_bytes: 1_073_741_824,
};

/**
 * Creates the streams where they are missing, with limits stated. Safe to call by every service.
 *
 * @param replicas servers that keep each stream; more than 1 needs a cluster
 */
export async function ensureStreams(manager: JetStreamManager, replicas = 1): Promise<StreamInfo[]> {
  const events = {
    name: streams.events.name,
    subjects: [...streams.events.subjects],
    ...eventLimits,
    duplicate_window: 120_000_000_000,
  };
  const work = {
    name: streams.work.name,
    subjects: [...streams.work.subjects],
    retention: RetentionPolicy.Workqueue,
    discard: DiscardPolicy.Old,
    max_age: oneDayNanos,
    max_bytes: 67_108_864,
  };
  return Promise.all(
    [events, work].map((config) =>
      manager.streams.info(config.name).catch(() => manager.streams.add({ ...config, num_replicas: replicas })),
    ),
  );
}

/**
 * Creates the copy of the events in the account `EVENTS` where it is missing, and anew when its origin was created anew: a
 * mirror never goes back.
 *
 * @param manager of the streams of the account `KOPPEL`
 * @param copies of those of the account `EVENTS`
 * @returns false where NATS knows no such account, as a server without accounts
 */
export async function ensureEventCopy(
  { manager, copies }: Record<'manager' | 'copies', JetStreamManager>,
  replicas = 1,
): Promise<boolean> {
  const { name } = streams.events;
  try {
    const copy = await copies.streams.info(name).catch((error: unknown) => {
      if (error instanceof JetStreamApiError && error.code === JetStreamApiCodes.StreamNotFound) return undefined;
      throw error;
    });
    const origin = await manager.streams.info(name);
    if (copy && Date.parse(copy.created) >= Date.parse(origin.created)) return true;
    if (copy) await copies.streams.delete(name);
    const external = { api: eventCopy.originApi, deliver: eventCopy.deliverPrefix };
    await copies.streams.add({ name, ...eventLimits, mirror: { name, external }, num_replicas: replicas });
    return true;
  } catch (error: unknown) {
    // Nobody answers there.
    if (error instanceof Error && error.name === 'JetStreamNotEnabled') return false;
    throw error;
  }
}
