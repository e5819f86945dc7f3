import { Connections1790000000000 } from './1790000000000-connections.js';

/** In order. */
export const migrations = [Connections1790000000000];
