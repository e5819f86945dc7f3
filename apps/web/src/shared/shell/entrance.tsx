import { languages } from '@koppel/contracts';
import { Card, Segments } from '@koppel/ui';
import type { ReactNode } from 'react';
import { changeLanguage, language, languageNames } from '../i18n/language.js';
import { Page } from '../page/page.js';
import { Brand } from './frame.js';
import { texts } from './texts.js';

const options = languages.map((value) => ({ value, label: languageNames[value] }));

/** A page for those who cannot go in yet: one card, and the choice of a language. */
export function Entrance({
  title,
  description,
  children,
}: {
  title: string;
  description?: ReactNode;
  children: ReactNode;
}) {
  return (
    <main className="mx-auto grid min-h-dvh max-w-md content-center gap-6 px-4 py-10">
      <Brand />
      <Card>
        <Page title={title} description={description} />
        {children}
      </Card>
      <Segments label={texts.language} isLabelHidden options={options} value={language} onChange={changeLanguage} />
    </main>
  );
}
