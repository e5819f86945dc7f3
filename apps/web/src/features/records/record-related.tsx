import type { EntityKind, KoppelRecord, Money } from '@koppel/contracts';
import { Card } from '@koppel/ui';
import { entityLabels } from '../../entities/flow/flow-title.js';
import { documentName, OutcomeBadge, RecordLink } from '../../entities/record/record.js';
import type { Reply } from '../../shared/api/call.js';
import { capital, formatAmount } from '../../shared/format/format.js';
import { texts } from './texts.js';

/** What belongs to the same order: the order itself, its credits and its payments. */
export function RelatedRecords({ data: { record, related = [] } }: { data: Reply<'getRecord'> }) {
  const kinds = [...new Set(related.map(({ entity }) => entity))].sort(byKind);
  return kinds.map((kind) => (
    <Card key={kind} title={titleOf(kind, record.entity)}>
      <ul className="grid divide-y divide-line">
        {related
          .filter(({ entity }) => entity === kind)
          .map((each) => (
            <RelatedRecord key={`${each.flowId} ${each.sourceKey}`} record={each} />
          ))}
      </ul>
    </Card>
  ));
}

const order: readonly EntityKind[] = ['order', 'credit', 'payment'];

function byKind(one: EntityKind, other: EntityKind): number {
  return order.indexOf(one) - order.indexOf(other);
}

function titleOf(kind: EntityKind, of: EntityKind): string {
  if (kind === 'order') return texts.related.order;
  if (kind !== 'credit' && kind !== 'payment') return capital(entityLabels[kind].many);
  return texts.related[kind][of === 'order' ? 'own' : 'beside'];
}

/** Only the document of a payment says which way the money went. */
function amountOf({ entity, total, document }: KoppelRecord): Money | undefined {
  return entity === 'payment' && document ? { amount: document.total, currency: document.currency } : total;
}

function RelatedRecord({ record }: { record: KoppelRecord }) {
  const { naturalKey, sourceKey, document, outcome } = record;
  const amount = amountOf(record);
  return (
    <li className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 py-2 first:pt-0 last:pb-0">
      <span className="min-w-0 break-words">
        <RecordLink record={record}>{naturalKey || sourceKey}</RecordLink>
        {document && <span className="block text-sm text-ink-soft">{documentName(document)}</span>}
      </span>
      <span className="flex items-center gap-2">
        {amount && <span className="tabular-nums">{formatAmount(amount)}</span>}
        <OutcomeBadge outcome={outcome} />
      </span>
    </li>
  );
}
