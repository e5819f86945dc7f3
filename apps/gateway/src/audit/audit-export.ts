import type { AuditEntry, auditExport } from '@koppel/contracts';
import type { z } from 'zod';

export type ExportFormat = z.output<typeof auditExport.request>['format'];

interface Writer {
  contentType: string;
  head: string;
  line(entry: AuditEntry): string;
}

const columns: Record<string, (entry: AuditEntry) => string | number | null> = {
  position: ({ position }) => position,
  at: ({ at }) => at,
  action: ({ action }) => action,
  outcome: ({ outcome }) => outcome,
  detail: ({ detail }) => detail,
  actor_kind: ({ actor }) => actor.kind,
  actor_id: ({ actor }) => actor.id,
  actor_name: ({ actor }) => actor.name,
  actor_role: ({ actor }) => actor.role,
  object_kind: ({ object }) => object.kind,
  object_id: ({ object }) => object.id,
  object_title: ({ object }) => object.title,
  address: ({ address }) => address,
  user_agent: ({ userAgent }) => userAgent,
  trace_id: ({ traceId }) => traceId,
  id: ({ id }) => id,
  previous_hash: ({ previousHash }) => previousHash,
  hash: ({ hash }) => hash,
};

/** A file of entries: CSV by RFC 4180 for spreadsheets, or one JSON object a line, whose hashes can be computed anew. */
export const writers: Record<ExportFormat, Writer> = {
  csv: {
    contentType: 'text/csv; charset=utf-8',
    // The byte order mark: without it Excel does not read UTF-8.
    head: `\uFEFF${Object.keys(columns).join(',')}\r\n`,
    line: (entry) =>
      `${Object.values(columns)
        .map((read) => csvCell(read(entry)))
        .join(',')}\r\n`,
  },
  jsonl: {
    contentType: 'application/jsonl; charset=utf-8',
    head: '',
    line: (entry) => `${JSON.stringify(entry)}\n`,
  },
};

/** A spreadsheet takes a text that begins like a formula as one, and would run what somebody chose as a name. */
function csvCell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const harmless = /^[=+\-@\t\r\n|]/.test(value) ? `'${value}` : value;
  return `"${harmless.replaceAll('"', '""')}"`;
}
