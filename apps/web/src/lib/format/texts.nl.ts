import type { Words } from '../i18n/translated.js';
import type { en } from './texts.en.js';

export const nl: Words<typeof en> = {
  soon: 'zo meteen',
  justNow: 'zojuist',
  seconds: (seconds) => `${seconds} s`,
  minutes: (minutes, seconds) => `${minutes} min ${seconds} s`,
  hours: (hours, minutes) => `${hours} u ${minutes} min`,
};
