import { httpAddresses } from '../http-addresses.js';
import * as connections from '../connections.js';
import { route } from './http-route.js';

export const routes = {
  listConnections: route({
    ...httpAddresses.listConnections,
    contract: connections.connectionList,
    summary: 'List connections',
    tag: 'Connections',
  }),
  createConnection: route({
    ...httpAddresses.createConnection,
    contract: connections.connectionCreate,
    summary: 'Create a connection',
    tag: 'Connections',
  }),
  getConnection: route({
    ...httpAddresses.getConnection,
    contract: connections.connectionGet,
    summary: 'Get a connection',
    tag: 'Connections',
  }),
  updateConnection: route({
    ...httpAddresses.updateConnection,
    contract: connections.connectionUpdate,
    summary: 'Change a connection',
    tag: 'Connections',
  }),
  deleteConnection: route({
    ...httpAddresses.deleteConnection,
    contract: connections.connectionDelete,
    summary: 'Delete a connection',
    tag: 'Connections',
  }),
  testConnection: route({
    ...httpAddresses.testConnection,
    contract: connections.connectionTest,
    summary: 'Test a connection, step by step',
    tag: 'Connections',
  }),
  listChoices: route({
    ...httpAddresses.listChoices,
    contract: connections.choiceList,
    summary: 'What an application has to choose from, read live',
    tag: 'Connections',
  }),
} as const;
