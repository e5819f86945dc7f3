import { DiscardPolicy, RetentionPolicy, type JetStreamManager, type StreamInfo } from '@nats-io/jetstream';
import { streams } from '@koppel/contracts';

const oneDayNanos = 24 * 3_600 * 1_000_000_000;

/**
 * Creates the streams where they are missing, with limits stated. Safe to call by every service.
 *
 * @param replicas servers that keep each stream; more than 1 needs a cluster
 */
export async function ensureStreams(manager: JetStreamManager, replicas = 1): Promise<StreamInfo[]> {
  const events = {
    name: streams.events.name,
    subjects: [...streams.events.subjects],
    retention: RetentionPolicy.Limits,
    discard: DiscardPolicy.Old,
    max_age: 7 * oneDayNanos,
    max_bytes: 1_073_741_824,
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
