import type { Preview, PreviewRecord } from '@koppel/contracts';
import { Badge, Button, Disclosure, Stack, StatList, Table, Text, type Tone } from '@koppel/ui';
import { useState } from 'react';
import { formatCount } from '../../shared/format/format.js';
import { reasonText } from '../../shared/page/reason.js';
import { callTexts, extentText, fieldLabel, valueText } from './preview-text.js';
import { texts } from './texts.js';

const tones: Record<PreviewRecord['outcome'], Tone> = {
  create: 'good',
  update: 'info',
  withdraw: 'info',
  unchanged: 'neutral',
  filtered: 'neutral',
  failed: 'danger',
  held: 'warning',
};
const outcomes = ['create', 'update', 'withdraw', 'unchanged', 'filtered', 'failed', 'held'] as const;
const FIRST_SHOWN = 10;

/** What a preview found: how many, at what cost, and record by record what would be set. */
export function PreviewResult({ preview }: { preview: Preview }) {
  const [isWhole, setIsWhole] = useState(false);
  const { counts, records } = preview;
  const shown = isWhole ? records : records.slice(0, FIRST_SHOWN);
  const seen = outcomes.filter((outcome) => counts[outcome] > 0);
  return (
    <Stack>
      <Text>
        {extentText(preview)} <strong>{texts.written}</strong>
      </Text>
      {seen.length > 0 && (
        <StatList
          stats={seen.map((outcome) => ({ label: texts.counts[outcome], value: formatCount(counts[outcome]) }))}
        />
      )}
      <div className="rounded-control bg-sunken px-4 py-3 text-sm">
        <p className="font-medium">{texts.callsTitle}</p>
        {callTexts(preview.calls).map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </div>
      {shown.length > 0 && (
        <ul aria-label={texts.records} className="grid divide-y divide-line rounded-control border border-line">
          {shown.map((record) => (
            <li key={`${record.entity}:${record.sourceKey}`} className="min-w-0 px-3 py-1.5">
              <RecordPreview record={record} />
            </li>
          ))}
        </ul>
      )}
      {shown.length < records.length && (
        <div>
          <Button size="sm" onClick={() => setIsWhole(true)}>
            {texts.showAll(formatCount(records.length))}
          </Button>
        </div>
      )}
    </Stack>
  );
}

function RecordPreview({ record }: { record: PreviewRecord }) {
  const name = record.title ? `${record.naturalKey} · ${record.title}` : record.naturalKey;
  return (
    <div className="grid gap-1 sm:grid-cols-[minmax(0,1fr)_auto] sm:items-start">
      <div className="min-w-0 max-sm:order-2">
        <Disclosure label={name}>
          <div className="pb-2">
            {record.reason && <Text size="sm">{reasonText(record.reason)}</Text>}
            {record.changes.length === 0 ? (
              <Text tone="soft" size="sm">
                {record.outcome === 'update' ? texts.unknownChanges : texts.noChanges}
              </Text>
            ) : (
              <Changes record={record} />
            )}
          </div>
        </Disclosure>
      </div>
      <span className="pt-1.5">
        <Badge tone={tones[record.outcome]}>{texts.outcomes[record.outcome]}</Badge>
      </span>
    </div>
  );
}

function Changes({ record }: { record: PreviewRecord }) {
  return (
    <Table
      caption={texts.changes(record.naturalKey)}
      rows={record.changes}
      rowKey={({ name }) => name}
      columns={[
        { id: 'field', header: texts.field, cell: ({ name }) => <span title={name}>{fieldLabel(name)}</span> },
        {
          id: 'before',
          header: texts.before,
          cell: ({ before }) => <span className="text-ink-soft">{valueText(before)}</span>,
        },
        {
          id: 'after',
          header: texts.after,
          cell: ({ after }) => <strong className="font-medium">{valueText(after)}</strong>,
        },
      ]}
    />
  );
}
