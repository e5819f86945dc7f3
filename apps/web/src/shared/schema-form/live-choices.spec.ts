import type { Choice, ConnectionId } from '@koppel/contracts';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { apiQuery } from '../api/queries.js';
import { fieldSpecsOf } from './field-spec.js';
import type { FormValues } from './form-value.js';
import { LiveChoices, useChangedSpecs } from './live-choices.js';

const specs = fieldSpecsOf({
  properties: {
    itemGroup: { type: 'string', default: '', 'x-side': 'target', 'x-choices': 'item_groups' },
    unit: { type: 'string', default: 'pc', 'x-side': 'target', 'x-choices': 'units' },
    description: { type: 'string', default: 'Web order' },
  },
});
const target = { id: 'connection-1' as ConnectionId, displayTitle: 'Books' };

function Changed({ values }: { values: FormValues }) {
  return useChangedSpecs(specs, values)
    .map(({ name }) => name)
    .join(' ');
}

function changed(values: FormValues): string {
  const client = new QueryClient();
  const items: Choice[] = [
    { value: 'SALES', label: 'Sales', isProposed: true },
    { value: 'OTHER', label: 'Other' },
  ];
  const list = apiQuery('listChoices', { connectionId: target.id, kind: 'item_groups' });
  client.setQueryData(list.queryKey, { items, isSupported: true, isComplete: true } as never);
  const form = createElement(Changed, { values });
  const offered = createElement(LiveChoices, { sides: { source: target, target }, children: form });
  return renderToStaticMarkup(createElement(QueryClientProvider, { client }, offered));
}

it('does not call changed what is the default, or what the application proposes', () => {
  expect(changed({ itemGroup: '', unit: 'pc', description: 'Web order' })).toBe('');
  expect(changed({ itemGroup: 'SALES', unit: 'pc', description: 'Web order' })).toBe('');
  expect(changed({ itemGroup: 'OTHER', unit: 'box', description: '' })).toBe('itemGroup unit description');
});
