import { applicationIdSchema } from '@koppel/contracts';
import { baseConfigSchema, databaseConfigSchema } from '@koppel/service-kit';
import { z } from 'zod';

/** Injection token of the list of connectors. */
export const CONNECTORS = Symbol('CONNECTORS');

const applicationHostsSchema = z
  .string()
  .default('{}')
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue('JSON such as {"exact-online":"http://localhost:8201"}');
      return z.NEVER;
    }
  })
  .pipe(z.record(applicationIdSchema, z.url()));

const milliseconds = (fallback: number, min = 1) => z.coerce.number().int().min(min).default(fallback);

/** Environment of the flow-runner. */
export const configSchema = baseConfigSchema.extend(databaseConfigSchema.shape).extend({
  /** Addresses that replace the connectors' own: sandboxes. */
  KOPPEL_APPLICATION_HOSTS: applicationHostsSchema,
  KOPPEL_ALLOW_PRIVATE_ADDRESSES: z.stringbool().default(false),
  /** Runs at once in this process; 0: it answers, takes hooks and fires schedules, and leaves runs to others. */
  MAX_CONCURRENT_RUNS: z.coerce.number().int().min(0).max(100).default(4),
  /** How long a claim of a run holds without being renewed. Calls to applications time out after a third of it. */
  RUN_LEASE_MS: milliseconds(90_000, 300),
  /** Interval of the search for claimable runs. */
  RUN_SWEEP_MS: milliseconds(2_000),
  /** First pause of a run whose application is down; doubled each time, with jitter. */
  RUN_PAUSE_MS: milliseconds(5_000),
  /** Pauses without any progress after which a run has failed. */
  RUN_MAX_STALLS: z.coerce.number().int().min(1).default(12),
  /** Records per page that connectors are asked for. */
  RUN_PAGE_SIZE: z.coerce.number().int().min(1).max(5_000).default(500),
  /** Records that a preview reads. */
  PREVIEW_RECORDS: z.coerce.number().int().min(1).max(500).default(50),
  /** How often the source is asked which of the records that were delivered it still has, where they are taken back when deleted. */
  DELETION_CHECK_MS: milliseconds(6 * 3_600_000),
  /** How long after a search the deletions that applications report are gathered for the next one. */
  DELETION_WINDOW_MS: milliseconds(30_000),
  /** How long a shutdown waits for the page under way. */
  RUN_DRAIN_MS: milliseconds(18_000),
  /** How long the payloads of attempts are kept; the attempts are kept longer. */
  RECORD_PAYLOAD_DAYS: z.coerce.number().int().min(1).max(3_650).default(90),
  /** How long the ledger of a removed flow is kept. */
  REMOVED_FLOW_DAYS: z.coerce.number().int().min(1).max(3_650).default(90),
  /** Interval of deleting what is older. */
  RECORD_CLEAN_MS: milliseconds(600_000),
  /** Makes webhooks at applications although KOPPEL_PUBLIC_URL is no public https address: for sandboxes on the same machine. */
  KOPPEL_ALLOW_PRIVATE_CALLBACKS: z.stringbool().default(false),
  /** Interval of the search for flows whose webhooks are to be made, checked or removed. */
  HOOK_SWEEP_MS: milliseconds(60_000),
  /** How often the webhooks of a flow are looked up at its application. */
  HOOK_CHECK_MS: milliseconds(6 * 3_600_000),
  /** When they are tried again after a failure; applications count refused calls. */
  HOOK_RETRY_MS: milliseconds(3_600_000),
  SCHEDULE_TICK_MS: milliseconds(1_000),
  SCHEDULE_RECONCILE_MS: milliseconds(30_000),
});
export type FlowRunnerConfig = z.infer<typeof configSchema>;

const usualCallMs = 20_000;

/** How long a call to an application may take: usually, and where the application is found to need more, a third of the lease of its run. */
export function callTimeouts({ RUN_LEASE_MS: leaseMs }: Pick<FlowRunnerConfig, 'RUN_LEASE_MS'>): {
  timeoutMs: number;
  maxTimeoutMs: number;
} {
  const maxTimeoutMs = Math.floor(leaseMs / 3);
  return { timeoutMs: Math.min(usualCallMs, maxTimeoutMs), maxTimeoutMs };
}
