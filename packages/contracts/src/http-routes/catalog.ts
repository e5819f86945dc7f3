import { httpAddresses } from '../http-addresses.js';
import * as catalog from '../catalog.js';
import { route } from './http-route.js';

export const routes = {
  listApplications: route({
    ...httpAddresses.listApplications,
    contract: catalog.applicationList,
    summary: 'List the applications that can be connected',
    tag: 'Catalog',
  }),
  getApplication: route({
    ...httpAddresses.getApplication,
    contract: catalog.applicationGet,
    summary: 'Get one application with the schema of its form',
    tag: 'Catalog',
  }),
  getManual: route({
    ...httpAddresses.getManual,
    contract: catalog.manualGet,
    summary: 'Get the manual of an application',
    tag: 'Catalog',
  }),
  listPackages: route({
    ...httpAddresses.listPackages,
    contract: catalog.packageList,
    summary: 'List the packages offered for a pair of applications',
    tag: 'Catalog',
  }),
} as const;
