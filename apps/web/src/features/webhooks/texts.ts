import { translated } from '../../lib/i18n/translated.js';
import { en } from './texts.en.js';
import { nl } from './texts.nl.js';

export const texts = translated({ en, nl });
