/*
 * Runs in the page itself, before anything else has arrived: the theme, the frame of the page and its heading. Its text is
 * written into index.html; the gateway allows it by its hash.
 */
import type { Language } from '@koppel/contracts';
import { language } from '../../shared/i18n/language.js';
import { readTheme, watchTheme } from '../../shared/shell/theme.js';
import { type FirstHeadings, frameOf, headingOf } from './frame.js';

/** Put in by the build. */
declare const __FIRST_HEADINGS__: Record<Language, FirstHeadings>;

const canvases = { light: '#f5f6f8', dark: '#0e1318' };
const dark = matchMedia('(prefers-color-scheme: dark)');

function applyTheme(): void {
  const theme = readTheme();
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  const shown = theme === 'system' ? (dark.matches ? 'dark' : 'light') : theme;
  document.querySelector('meta[name="theme-color"]')?.setAttribute('content', canvases[shown]);
}

function showFrame(): void {
  const { pathname } = location;
  const template = document.querySelector<HTMLTemplateElement>(`#frame-${frameOf(pathname)}`);
  if (!template) return;
  const frame = document.importNode(template.content, true);
  const { en, nl } = __FIRST_HEADINGS__;
  const heading = headingOf(language === 'nl' ? nl : en, pathname);
  const header = frame.querySelector('[data-heading]');
  if (heading && header) {
    const [title, introduction] = heading;
    header.querySelector('h1')?.append(title);
    header.querySelector('p')?.append(introduction);
  } else {
    header?.remove();
  }
  document.querySelector('#root')?.append(frame);
}

document.documentElement.lang = language;
applyTheme();
dark.addEventListener('change', applyTheme);
watchTheme(applyTheme);
showFrame();
