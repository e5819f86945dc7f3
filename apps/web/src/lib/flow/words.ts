import { translated } from '../i18n/translated.js';
import { en } from './words.en.js';
import { nl } from './words.nl.js';

export const words = translated({ en, nl });
