import { authors, columns, stamps } from './metadata-columns.js';
import type { RawEndpoint } from './metadata.js';

const common = { 'Edm.DateTime': stamps, 'Edm.Int32': ['Division'] };

function readOnly(name: string, byType: Record<string, readonly string[]>): RawEndpoint {
  return {
    path: `/api/v1/{division}/sales/${name}`,
    methods: ['GET'],
    key: ['ID'],
    properties: { ...columns(common), ...columns(byType) },
  };
}

/**
 * Price lists, as two public clients model them (picqer/exact-php-client, PISystems/exact-online). Which columns can be filtered is not told
 * there.
 */
export const priceListEndpoints: Record<string, RawEndpoint> = {
  'sales/SalesPriceLists': readOnly('SalesPriceLists', {
    'Edm.Guid': ['ID', 'Creator', 'Modifier'],
    'Edm.String': ['Code', 'Currency', 'Description', 'Notes', ...authors],
    'Edm.Int16': ['Entity', 'Type'],
  }),
  'sales/SalesPriceListPeriods': readOnly('SalesPriceListPeriods', {
    'Edm.Guid': ['ID', 'PriceList', 'Creator', 'Modifier'],
    'Edm.String': ['Currency', ...authors],
    'Edm.Int16': ['Type'],
    'Edm.DateTime': ['StartDate', 'EndDate'],
  }),
  'sales/SalesPriceListVolumeDiscounts': readOnly('SalesPriceListVolumeDiscounts', {
    'Edm.Guid': ['ID', 'BasePrice', 'Item', 'ItemGroup', 'PriceListPeriod', 'Creator', 'Modifier'],
    'Edm.String': [
      ...['ItemCode', 'ItemDescription', 'ItemGroupCode', 'ItemGroupDescription', 'PriceListCode'],
      ...['PriceListDescription', 'SalesUnit', 'Unit', 'UnitDescription', ...authors],
    ],
    'Edm.Int32': ['EntryMethod'],
    'Edm.Double': ['BasePriceAmount', 'Discount', 'NewPrice', 'NumberOfItemsPerUnit', 'Quantity'],
  }),
};
