import { entityKinds, type KoppelRecord, recordOutcomes } from '@koppel/contracts';
import { Button, type DataColumn, EmptyState, Field, FilterBar, Select } from '@koppel/ui';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';
import { FlowFilter, type FlowName, useFlowNames } from '../../entities/flow/flow-filter.js';
import { entityLabels } from '../../entities/flow/flow-title.js';
import { OrdersTaken } from '../../entities/flow/orders-taken.js';
import { OutcomeBadge, recordHeight, RecordLink, RecordSubtitle } from '../../entities/record/record.js';
import { texts as recordTexts } from '../../entities/record/texts.js';
import { capital, formatMoment } from '../../shared/format/format.js';
import { ListTable } from '../../shared/list/list-table.js';
import { SearchField } from '../../shared/list/search-field.js';
import { useList } from '../../shared/list/use-list.js';
import { Page } from '../../shared/page/page.js';
import { Reason } from '../../shared/page/reason.js';
import { readRecordsSearch, type RecordsSearch } from './record-search.js';
import { texts } from './texts.js';

const route = getRouteApi('/console/records');
const kinds = entityKinds.map((kind) => ({ value: kind, label: capital(entityLabels[kind].many) }));
const outcomes = recordOutcomes.map((value) => ({ value, label: recordTexts.outcomes[value] }));

/** One search over the records of all flows. */
export function RecordsPage() {
  const search = route.useSearch();
  const { q = '', ...filters } = search;
  const list = useList('searchRecords', { query: q, ...filters });
  const { names, nameOf } = useFlowNames();
  const isFiltered = Object.values(filters).some((value) => value !== undefined);
  const found = list.rows ? texts.found(list.rows.length, list.hasMore) : '';
  const nothing = q ? texts.noneFound(q) : isFiltered ? texts.noneChosen : texts.none;
  return (
    <Page title={texts.title} description={texts.introduction}>
      <div className="grid gap-5">
        <RecordFilters search={search} isFiltered={isFiltered} />
        <p role="status" className="sr-only">
          {found}
        </p>
        <ListTable
          caption={texts.title}
          list={list}
          columns={columnsWith((record) => nameOf(record.flowId)?.flow ?? '')}
          heightOf={foundHeight}
          rowKey={keyOf}
          empty={
            <>
              <EmptyState title={texts.noneTitle}>{nothing}</EmptyState>
              {q &&
                names
                  .filter((name) => canHold(search, name))
                  .map((name) => <OrdersTaken key={name.flowId} name={name} />)}
            </>
          }
        />
      </div>
    </Page>
  );
}

function RecordFilters({ search, isFiltered }: { search: RecordsSearch; isFiltered: boolean }) {
  const navigate = useNavigate();
  const go = useCallback(
    (change: (now: RecordsSearch) => Record<string, string | undefined>) =>
      void navigate({
        to: '/records',
        search: (now) => readRecordsSearch(change(readRecordsSearch(now))),
        replace: true,
        resetScroll: false,
      }),
    [navigate],
  );
  const onSearch = useCallback((q: string) => go((now) => ({ ...now, q: q || undefined })), [go]);
  const choose = (name: 'entity' | 'outcome', value: string) => go((now) => ({ ...now, [name]: value || undefined }));
  const searchField = (
    <SearchField label={texts.search} help={texts.searchHelp} value={search.q ?? ''} onSearch={onSearch} />
  );
  const reset = isFiltered && (
    <Button variant="quiet" onClick={() => go(({ q }) => ({ q }))}>
      {texts.clearFilters}
    </Button>
  );
  return (
    <FilterBar label={texts.filters} search={searchField} reset={reset}>
      <FlowFilter
        label={texts.flow}
        allLabel={texts.allFlows}
        integrationId={search.integrationId}
        flowId={search.flowId}
        onChange={(chosen) => go((now) => ({ ...now, integrationId: undefined, flowId: undefined, ...chosen }))}
      />
      <Field label={texts.kind}>
        <Select
          placeholder={texts.allKinds}
          options={kinds}
          value={search.entity ?? ''}
          onChange={(event) => choose('entity', event.target.value)}
        />
      </Field>
      <Field label={texts.outcome}>
        <Select
          placeholder={texts.allOutcomes}
          options={outcomes}
          value={search.outcome ?? ''}
          onChange={(event) => choose('outcome', event.target.value)}
        />
      </Field>
    </FilterBar>
  );
}

/** Whether a flow of orders could have what is searched. */
function canHold({ integrationId, flowId, entity = 'order' }: RecordsSearch, name: FlowName): boolean {
  if (name.entity !== 'order' || entity !== 'order') return false;
  return (flowId ?? name.flowId) === name.flowId && (integrationId ?? name.integrationId) === name.integrationId;
}

/** A line for its flow more than in a run. */
function foundHeight(record: KoppelRecord, isWide: boolean): number {
  return recordHeight(record, isWide) + (isWide ? 0 : 27);
}

function keyOf({ flowId, entity, sourceKey }: KoppelRecord): string {
  return `${flowId}/${entity}/${sourceKey}`;
}

function columnsWith(flowOf: (record: KoppelRecord) => string): DataColumn<KoppelRecord>[] {
  return [
    {
      id: 'record',
      header: texts.record,
      onPhone: 'title',
      cell: (record) => (
        <>
          <RecordLink record={record}>{record.naturalKey || record.sourceKey}</RecordLink>
          <RecordSubtitle record={record} />
        </>
      ),
    },
    {
      id: 'kind',
      header: texts.kind,
      onPhone: 'hidden',
      width: 'narrow',
      cell: (record) => capital(entityLabels[record.entity].one),
    },
    { id: 'flow', header: texts.flow, width: 'medium', cell: flowOf },
    {
      id: 'outcome',
      header: texts.outcome,
      width: 'medium',
      cell: (record) => <OutcomeBadge outcome={record.outcome} />,
    },
    {
      id: 'reason',
      header: texts.reason,
      cell: (record) => record.reason && <Reason isShort reason={record.reason} />,
    },
    { id: 'when', header: texts.when, width: 'medium', cell: (record) => formatMoment(record.at) },
  ];
}
