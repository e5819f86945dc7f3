import {
  canonicalJson,
  differingFields,
  type ConnectorFailure,
  type TargetPayload,
  type WriteOperation,
  type WriteOutcome,
} from '@koppel/connector-sdk';
import type { JsonValue, Reason } from '@koppel/contracts';
import type { PreparedWriter } from './plan.js';
import { failure, reason } from './reasons.js';

type Written = Extract<WriteOutcome, { status: 'written' }>;

/** What the target made of a record that it took. */
export interface Accepted {
  /** The key that it has there, where that is another one. */
  storedKey?: string;
  /** It stands there, and not as it should. */
  issue?: ConnectorFailure;
  notes: readonly Reason[];
}

const maxShown = 80;

/**
 * Compares the answer to a write with what was sent. Another text or another key is noted, since the record is there and works; any
 * other field that is not as it was sent is an issue.
 */
export function compareAnswer(
  { writer }: Pick<PreparedWriter, 'writer'>,
  { payload, naturalKey }: Pick<WriteOperation, 'payload' | 'naturalKey'>,
  { outcome, application }: { outcome: Written; application: string },
): Accepted {
  const { stored, issue, notes = [] } = outcome;
  if (!stored) return { notes, ...(issue && { issue }) };
  const texts = new Set<string>(writer.texts ?? []);
  const fields = differingFields(payload, stored).filter(
    (field) => !texts.has(field) || oneLine(payload[field]) !== oneLine(stored[field]),
  );
  const keys = keyFields(writer, { payload, naturalKey }, stored);
  const wrong = fields.find((field) => !texts.has(field) && !keys.includes(field));
  const told = (field: string) => ({ application, sent: shown(payload[field]), kept: shown(stored[field]) });
  const [key] = keys;
  const noted = [
    ...notes,
    ...keys.map((field) => reason('sync.key_kept_otherwise', told(field), field)),
    ...fields
      .filter((field) => texts.has(field))
      .map((field) => reason('sync.text_kept_otherwise', told(field), field)),
  ];
  const wrongField =
    wrong === undefined
      ? undefined
      : failure('value', 'sync.not_kept', { ...told(wrong), field: wrong }, { field: wrong, isOfRecord: true });
  const found = issue ?? wrongField;
  return {
    ...(key !== undefined && keptKey(writer.naturalKey(withField(payload, key, stored)))),
    ...(found && { issue: found }),
    notes: noted,
  };
}

function keptKey(storedKey: string): { storedKey?: string } {
  return storedKey.trim() === '' ? {} : { storedKey };
}

/** Fields by which the target knows the record under another natural key than was sent. */
export function keyFields(
  writer: PreparedWriter['writer'],
  { payload, naturalKey }: Pick<WriteOperation, 'payload' | 'naturalKey'>,
  stored: TargetPayload,
): string[] {
  const fields = differingFields(payload, stored);
  return fields.filter((field) => writer.naturalKey(withField(payload, field, stored)) !== naturalKey);
}

function withField(payload: TargetPayload, field: string, stored: TargetPayload): TargetPayload {
  const value = stored[field];
  return value === undefined || value === null ? payload : { ...payload, [field]: value };
}

function oneLine(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value.replace(/\s+/g, ' ').trim() : canonicalJson(value);
}

function shown(value: JsonValue | undefined): string {
  const text = typeof value === 'string' ? value : canonicalJson(value);
  return text.length > maxShown ? `${text.slice(0, maxShown)}…` : text;
}
