import { words } from './words.js';

/** What one record of a kind and several of them are called, in the page's language. */
export const entityWords = words.entities;
