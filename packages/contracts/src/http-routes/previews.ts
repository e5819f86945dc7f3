import { httpAddresses } from '../http-addresses.js';
import * as previews from '../previews.js';
import { route } from './http-route.js';

export const routes = {
  getPreview: route({
    ...httpAddresses.getPreview,
    contract: previews.previewGet,
    summary: 'What a run would do, found by a preview',
    tag: 'Runs',
  }),
} as const;
