import { Prose } from '@koppel/ui';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { manualQuery } from '../api/catalog-queries.js';
import { QueryView } from '../page/query-view.js';
import { renderMarkdown } from './markdown.js';

/** The heading above the manual is of level 3. */
const FIRST_LEVEL = 4;

/** The manual of an application, to stand below a heading that names it. */
export function Manual({ applicationId }: { applicationId: string }) {
  const manual = useQuery(manualQuery(applicationId));
  return <QueryView query={manual}>{({ markdown }) => <Rendered markdown={markdown} />}</QueryView>;
}

function Rendered({ markdown }: { markdown: string }) {
  const html = useMemo(() => renderMarkdown(withoutTitle(markdown), FIRST_LEVEL), [markdown]);
  return <Prose html={html} />;
}

/** Its first heading says what the heading above says already. */
function withoutTitle(markdown: string): string {
  return markdown.replace(/^\s*# .*\n+/, '');
}
