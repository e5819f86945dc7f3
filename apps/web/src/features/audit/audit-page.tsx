import type { AuditEntry } from '@koppel/contracts';
import { Badge, Button, type DataColumn, EmptyState, Field, FilterBar, Input, Select, Stack } from '@koppel/ui';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';
import { formatInstant } from '../../shared/format/format.js';
import { ListTable } from '../../shared/list/list-table.js';
import { SearchField } from '../../shared/list/search-field.js';
import { idOf, useList } from '../../shared/list/use-list.js';
import { Page } from '../../shared/page/page.js';
import { membersQuery } from '../../shared/session/accounts.js';
import { auditFilter, type AuditSearch, readAuditSearch } from './audit-search.js';
import { AuditTools } from './audit-tools.js';
import { actionLabel, detailLabel, objectLabel, texts } from './texts.js';

const route = getRouteApi('/console/audit-log');

/** Who did what in the organization, newest first. */
export function AuditPage() {
  const search = route.useSearch();
  const filter = auditFilter(search);
  const list = useList('listAuditEntries', filter);
  const isFiltered = Object.keys(search).length > 0;
  return (
    <Page title={texts.title} description={texts.introduction}>
      <Stack gap="lg">
        <AuditTools filter={filter} />
        <Filters search={search} isFiltered={isFiltered} />
        <ListTable
          caption={texts.title}
          list={list}
          columns={columns}
          heightOf={entryHeight}
          rowKey={idOf}
          empty={<EmptyState title={texts.noneTitle}>{isFiltered ? texts.noneChosen : texts.none}</EmptyState>}
        />
      </Stack>
    </Page>
  );
}

function entryHeight(_: unknown, isWide: boolean): number {
  return isWide ? 68 : 208;
}

const tones = { done: 'neutral', refused: 'warning', failed: 'danger' } as const;

const columns: DataColumn<AuditEntry>[] = [
  {
    id: 'what',
    header: texts.what,
    width: 'widest',
    onPhone: 'title',
    cell: ({ action, object }) => (
      <>
        <span className="font-medium">{actionLabel(action)}</span>
        <span className="block text-sm break-words text-ink-soft">{objectText(object)}</span>
      </>
    ),
  },
  {
    id: 'who',
    header: texts.who,
    cell: ({ actor }) => (
      <>
        <span className="break-words">{actor.name ?? texts.actors[actor.kind]}</span>
        {actor.role && <span className="block text-sm text-ink-soft">{texts.roles[actor.role]}</span>}
      </>
    ),
  },
  {
    id: 'outcome',
    header: texts.outcome,
    width: 'medium',
    cell: ({ outcome, detail }) => (
      <>
        <Badge tone={tones[outcome]}>{texts.outcomes[outcome]}</Badge>
        {detail && <span className="block text-sm break-words text-ink-soft">{detailLabel(detail)}</span>}
      </>
    ),
  },
  {
    id: 'from',
    header: texts.address,
    width: 'medium',
    cell: ({ address }) => <span className="break-all">{address ?? '–'}</span>,
  },
  { id: 'when', header: texts.when, width: 'medium', cell: ({ at }) => formatInstant(at) },
];

function objectText({ kind, id, title }: AuditEntry['object']): string {
  const name = title ?? id;
  return name === null ? objectLabel(kind) : `${objectLabel(kind)} ${name}`;
}

const kinds = Object.entries(texts.kinds).map(([value, label]) => ({ value, label }));
const outcomes = Object.entries(texts.outcomes).map(([value, label]) => ({ value, label }));

/** Chooses which entries are listed; the choice stands in the address. */
function Filters({ search, isFiltered }: { search: AuditSearch; isFiltered: boolean }) {
  const navigate = useNavigate();
  const { data: members = [] } = useQuery(membersQuery);
  const go = useCallback(
    (change: Record<string, string | undefined>) =>
      void navigate({
        to: '/audit-log',
        search: (now) => readAuditSearch({ ...now, ...change }),
        replace: true,
        resetScroll: false,
      }),
    [navigate],
  );
  const onSearch = useCallback((q: string) => go({ q: q || undefined }), [go]);
  const choose = (name: keyof AuditSearch) => (event: { target: { value: string } }) =>
    go({ [name]: event.target.value || undefined });
  const people = members.map(({ userId, user }) => ({ value: userId, label: user.name }));
  const clear = () => void navigate({ to: '/audit-log', search: {}, replace: true });
  return (
    <FilterBar
      label={texts.filters}
      search={<SearchField label={texts.search} help={texts.searchHelp} value={search.q ?? ''} onSearch={onSearch} />}
      reset={
        isFiltered && (
          <Button variant="quiet" onClick={clear}>
            {texts.clearFilters}
          </Button>
        )
      }
    >
      <Field label={texts.person}>
        <Select
          placeholder={texts.everybody}
          options={people}
          value={search.person ?? ''}
          onChange={choose('person')}
        />
      </Field>
      <Field label={texts.kind}>
        <Select placeholder={texts.everything} options={kinds} value={search.what ?? ''} onChange={choose('what')} />
      </Field>
      <Field label={texts.outcome}>
        <Select placeholder={texts.any} options={outcomes} value={search.outcome ?? ''} onChange={choose('outcome')} />
      </Field>
      <Field label={texts.from}>
        <Input type="date" max={search.until} value={search.from ?? ''} onChange={choose('from')} />
      </Field>
      <Field label={texts.until}>
        <Input type="date" min={search.from} value={search.until ?? ''} onChange={choose('until')} />
      </Field>
    </FilterBar>
  );
}
