import type { KoppelRecord, RecordDocument } from '@koppel/contracts';
import { Alert, Card, Stack, TextLink } from '@koppel/ui';
import type { ReactNode } from 'react';
import { entityLabels } from '../../entities/flow/flow-title.js';
import { documentName } from '../../entities/record/record.js';
import type { Reply } from '../../shared/api/call.js';
import { capital, formatAmount } from '../../shared/format/format.js';
import { differenceOf, takenBackOf, type Difference } from './sides.js';
import { texts } from './texts.js';

/** What a record is at the source and at the target, with what each comes to. */
export function RecordSides({ data }: { data: Reply<'getRecord'> }) {
  const { record } = data;
  const difference = differenceOf(record);
  return (
    <Card title={texts.sidesTitle}>
      <Stack>
        <div className="grid gap-4 sm:grid-cols-2">
          <Side
            label={texts.sideSource}
            name={`${capital(entityLabels[record.entity].one)} ${record.naturalKey || record.sourceKey}`}
            total={record.total && formatAmount(record.total)}
            sourceOrTargetKey={record.sourceKey}
          />
          <TargetSide data={data} />
        </div>
        {difference && <DifferenceAlert difference={difference} />}
      </Stack>
    </Card>
  );
}

function TargetSide({ data: { record, attempts, explanation } }: { data: Reply<'getRecord'> }) {
  const { document, targetKey } = record;
  const seenTo = explanation.linkedByHand?.targetNumber;
  const takenBack = takenBackOf(record, attempts);
  if (!document && takenBack)
    return (
      <Side label={texts.sideTarget} name={texts.takenBackDocument(documentName(takenBack))} note={texts.targetGone} />
    );
  if (!document && targetKey !== null && seenTo !== undefined) {
    const known = attempts.find((attempt) => attempt.document?.number === seenTo)?.document;
    const name = known ? documentName(known) : seenTo;
    return (
      <Side
        label={texts.sideTarget}
        name={name}
        note={record.total && texts.amountUnknown}
        sourceOrTargetKey={targetKey}
      />
    );
  }
  return (
    <Side
      label={texts.sideTarget}
      name={document ? <DocumentLink document={document} /> : nameWithoutDocument(record, explanation)}
      total={document && formatAmount({ amount: document.total, currency: document.currency })}
      sourceOrTargetKey={targetKey}
    />
  );
}

function nameWithoutDocument({ targetKey }: KoppelRecord, { code }: Reply<'getRecord'>['explanation']): string {
  if (targetKey === null) return code === 'withdrawn' ? texts.targetGone : texts.noTarget;
  return texts.linkedRecord;
}

function DocumentLink({ document }: { document: RecordDocument }) {
  const name = documentName(document);
  if (document.url === undefined) return name;
  return (
    <TextLink>
      <a href={document.url} target="_blank" rel="noreferrer">
        {name}
      </a>
    </TextLink>
  );
}

interface SideProps {
  label: string;
  name: ReactNode;
  total?: string | undefined;
  /** What is to be said where there is no total. */
  note?: string | undefined;
  sourceOrTargetKey?: string | null;
}

function Side({ label, name, total, note, sourceOrTargetKey: key }: SideProps) {
  return (
    <section aria-label={label} className="grid min-w-0 content-start gap-0.5 rounded-control bg-sunken px-4 py-3">
      <h3 className="text-sm text-ink-soft">{label}</h3>
      <p className="font-semibold break-words">{name}</p>
      {total !== undefined && <p className="text-lg break-words tabular-nums">{total}</p>}
      {note !== undefined && <p className="break-words text-ink-soft">{note}</p>}
      {key !== undefined && key !== null && <p className="text-sm break-all text-ink-soft">{texts.keyOf(key)}</p>}
    </section>
  );
}

function DifferenceAlert({ difference }: { difference: Difference }) {
  const said =
    difference.kind === 'currency' ? texts.currenciesDiffer : texts.differenceOf(formatAmount(difference.by));
  return (
    <Alert tone="warning" title={texts.totalsDiffer}>
      {said} {texts.checkDifference}
    </Alert>
  );
}
