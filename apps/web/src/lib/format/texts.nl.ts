import type { Words } from '../i18n/translated.js';
import type { en } from './texts.en.js';

export const nl: Words<typeof en> = { soon: 'zo meteen', justNow: 'zojuist' };
