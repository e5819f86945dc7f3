import { badRequest, invalid } from '../errors.js';
import { pad, paddingOf } from '../padding.js';
import type { Row, Stored } from '../store/row.js';
import { getVatCode } from './document-lines.js';
import { type EntityRules, type WriteContext, getReferenced, insertRow, refuseDuplicate } from './rules.js';

const accountStatuses = new Set(['A', 'S', 'P', 'C']);

function checkAccount(context: WriteContext, values: Row, except?: string): void {
  const { Status: status, Country: country } = values;
  if (status !== undefined && status !== null && !accountStatuses.has(String(status)))
    throw invalid(`Status: ${status}`);
  if (typeof country === 'string' && !/^[A-Za-z]{2} ?$/.test(country)) throw invalid(`Country: ${country.trim()}`);
  if (typeof values['Code'] === 'string' && values['Code'].trim().length > 18)
    throw invalid('Code: more than 18 characters');
  refuseDuplicate(context, 'crm/Accounts', 'Code', values['Code'], except);
}

/** A state must be one of its country. */
function checkState(context: WriteContext, { State: state, Country: country }: Row): void {
  if (!state) return;
  const known = [...context.company.table('crm/AddressStates').findBy('State', state)];
  if (!known.some(({ row }) => String(row['Country']).trim() === String(country ?? '').trim()))
    throw invalid(`Reference: State (${state})`);
}

function freeAccountCode(context: WriteContext): string {
  const padding = paddingOf('crm/Accounts', 'Code');
  for (;;) {
    const code = pad(String(context.company.nextNumber('accounts', 1)), padding);
    if (context.company.table('crm/Accounts').findBy('Code', code).size === 0) return code;
  }
}

function accountFlags(values: Row): Row {
  const status = values['Status'];
  return status === undefined ? {} : { IsSales: status === 'C' };
}

/** Accounts: a missing code gets the next free one, codes are unique, the status is A, S, P or C. */
export const accountRules: EntityRules = {
  complete: (context, values) => {
    checkAccount(context, values);
    checkState(context, values);
    const now = context.now();
    const defaults: Row = {
      Status: 'A',
      IsSupplier: false,
      Blocked: false,
      Type: 'A',
      StartDate: now,
      StatusSince: now,
    };
    const code: Row = values['Code'] ? {} : { Code: freeAccountCode(context) };
    const row: Row = { ...defaults, ...values, ...code };
    return { ...row, ...accountFlags(row), CustomerSince: row['Status'] === 'C' ? now : null };
  },
  change: (context, record, changes) => {
    checkAccount(context, changes, record.key);
    checkState(context, { ...record.row, ...changes });
    return { ...changes, ...accountFlags(changes) };
  },
  beforeDelete: (context, record) => {
    const isUsed = context.company.table('salesorder/SalesOrders').findBy('OrderedBy', record.key).size > 0;
    if (isUsed) throw badRequest('Cannot delete: the account is used by sales orders.');
  },
};

function fullName(row: Row): string {
  return [row['FirstName'], row['MiddleName'], row['LastName']].filter((part) => part).join(' ');
}

/** Contacts belong to an existing account and become its main contact where it has none. */
export const contactRules: EntityRules = {
  complete: (context, values) => {
    const account = getReferenced(context, 'crm/Accounts', values['Account'], 'Account');
    const hid = context.company.nextNumber('contacts', 1);
    const isMain = !account.row['MainContact'];
    return {
      ...values,
      AccountName: account.row['Name'] ?? null,
      FullName: fullName(values),
      HID: hid,
      Code: String(hid),
      IsMainContact: isMain,
    };
  },
  change: (_context, record, changes) => ({ ...changes, FullName: fullName({ ...record.row, ...changes }) }),
  afterWrite: (context, record) => {
    const account = context.company.table('crm/Accounts').get(String(record.row['Account']));
    if (account && !account.row['MainContact']) {
      context.company.derive('crm/Accounts', account, { MainContact: record.key });
    }
  },
};

/** Addresses belong to an account; type 1 visit, 2 postal, 3 invoice, 4 delivery. */
export const addressRules: EntityRules = {
  complete: (context, values) => {
    const account = getReferenced(context, 'crm/Accounts', values['Account'], 'Account');
    checkState(context, values);
    return { Type: 4, Main: false, ...values, AccountName: account.row['Name'] ?? null };
  },
  change: (context, record, changes) => {
    checkState(context, { ...record.row, ...changes });
    return changes;
  },
};

const maxLengths: readonly [column: string, max: number][] = [
  ['Code', 30],
  ['Description', 60],
];

function checkItem(context: WriteContext, values: Row, except?: string): void {
  for (const [column, max] of maxLengths) {
    if (String(values[column] ?? '').trim().length > max) throw invalid(`${column}: more than ${max} characters`);
  }
  if (values['ItemGroup']) getReferenced(context, 'logistics/ItemGroups', values['ItemGroup'], 'ItemGroup');
  if (values['Unit'] && !context.company.table('logistics/Units').findFirstBy('Code', values['Unit']))
    throw invalid(`Reference: Unit (${values['Unit']})`);
  getVatCode(context, values['SalesVatCode']);
  refuseDuplicate(context, 'logistics/Items', 'Code', values['Code'], except);
}

/** A new item stands in the default group unless it names another. */
function groupOf(context: WriteContext, values: Row): Row {
  const groups = context.company.table('logistics/ItemGroups');
  const group = values['ItemGroup'] ? groups.get(String(values['ItemGroup'])) : groups.findFirstBy('IsDefault', 1);
  if (!group) return {};
  return {
    ItemGroup: group.key,
    ItemGroupCode: group.row['Code'] ?? null,
    ItemGroupDescription: group.row['Description'] ?? null,
  };
}

/** Items have unique codes; a stock item gets a stock position per warehouse. */
export const itemRules: EntityRules = {
  complete: (context, values) => {
    checkItem(context, values);
    return { ...itemDefaults, StartDate: context.now(), ...groupOf(context, values), ...values, Stock: 0 };
  },
  change: (context, record, changes) => {
    checkItem(context, changes, record.key);
    return { ...changes, ...(changes['ItemGroup'] ? groupOf(context, changes) : {}) };
  },
  afterWrite: (context, record) => {
    if (record.row['IsStockItem'] === true) addMissingStockPositions(context, record);
  },
  beforeDelete: (context, record) => {
    const isUsed = context.company.table('salesorder/SalesOrderLines').findBy('Item', record.key).size > 0;
    if (isUsed) throw badRequest('Cannot delete: the item is used by sales orders.');
    for (const position of [...context.company.table('inventory/ItemWarehouses').findBy('Item', record.key)]) {
      context.company.delete('inventory/ItemWarehouses', position, context.author);
    }
    for (const price of [...context.company.table('logistics/SalesItemPrices').findBy('Item', record.key)]) {
      context.company.delete('logistics/SalesItemPrices', price, context.author);
    }
  },
};

const itemDefaults: Row = {
  IsSalesItem: true,
  IsStockItem: false,
  IsPurchaseItem: false,
  IsWebshopItem: 0,
  Unit: 'pc',
  UnitDescription: 'Piece',
};

function addMissingStockPositions(context: WriteContext, item: Stored): void {
  const { company } = context;
  const present = new Set(
    [...company.table('inventory/ItemWarehouses').findBy('Item', item.key)].map(({ row }) => row['Warehouse']),
  );
  for (const warehouse of [...company.table('inventory/Warehouses').values()]) {
    if (!present.has(warehouse.key)) insertRow(context, 'inventory/ItemWarehouses', stockPosition(item, warehouse, 0));
  }
}

/** The row of an item's stock in one warehouse, without its key. */
export function stockPosition(item: Stored, warehouse: Stored, currentStock: number): Row {
  const { Code: code = null, Description: description = null, Barcode: barcode = null } = item.row;
  return {
    Item: item.key,
    ItemCode: code,
    ItemDescription: description,
    ItemBarcode: barcode,
    ItemUnit: item.row['Unit'] ?? null,
    ItemUnitDescription: item.row['UnitDescription'] ?? null,
    ItemIsStockItem: true,
    Warehouse: warehouse.key,
    WarehouseCode: warehouse.row['Code'] ?? null,
    WarehouseDescription: warehouse.row['Description'] ?? null,
    CurrentStock: currentStock,
    PlannedStockIn: 0,
    PlannedStockOut: 0,
    ReservedStock: 0,
    ProjectedStock: currentStock,
    FreeStock: currentStock,
    ReorderPoint: 0,
  };
}

/** Stock in a warehouse; updates free and projected stock and the item's total. */
export const itemWarehouseRules: EntityRules = {
  complete: (context, values) => {
    const item = getReferenced(context, 'logistics/Items', values['Item'], 'Item');
    const warehouse = getReferenced(context, 'inventory/Warehouses', values['Warehouse'], 'Warehouse');
    return { ...stockPosition(item, warehouse, Number(values['CurrentStock'] ?? 0)), ...values };
  },
  change: (_context, record, changes) => {
    const row = { ...record.row, ...changes };
    const number = (column: string): number => Number(row[column] ?? 0);
    const current = number('CurrentStock');
    return {
      ...changes,
      FreeStock: current - number('ReservedStock'),
      ProjectedStock: current + number('PlannedStockIn') - number('PlannedStockOut'),
    };
  },
  afterWrite: (context, record) => {
    const { company } = context;
    const item = company.table('logistics/Items').get(String(record.row['Item']));
    if (!item) return;
    let total = 0;
    for (const { row } of company.table('inventory/ItemWarehouses').findBy('Item', item.key))
      total += Number(row['CurrentStock'] ?? 0);
    if (total !== item.row['Stock']) company.derive('logistics/Items', item, { Stock: total });
  },
};

/** Sales prices show the code and description of their item. */
export const salesItemPriceRules: EntityRules = {
  complete: (context, values) => {
    const item = getReferenced(context, 'logistics/Items', values['Item'], 'Item');
    const { Code: code = null, Description: description = null, Unit: unit = null } = item.row;
    const defaults: Row = {
      Currency: 'EUR',
      Quantity: 1,
      NumberOfItemsPerUnit: 1,
      StartDate: context.now(),
      Unit: unit,
    };
    return { ...defaults, ...values, ItemCode: code, ItemDescription: description, DefaultItemUnit: unit };
  },
};
