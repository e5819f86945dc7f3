import { Prose } from '@koppel/ui';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { apiQuery } from '../api/queries.js';
import { QueryView } from '../page/query-view.js';
import { renderMarkdown } from './markdown.js';

/** The manual of an application. */
export function Manual({ applicationId }: { applicationId: string }) {
  const manual = useQuery(apiQuery('getManual', { applicationId }));
  return <QueryView query={manual}>{({ markdown }) => <Rendered markdown={markdown} />}</QueryView>;
}

function Rendered({ markdown }: { markdown: string }) {
  const html = useMemo(() => renderMarkdown(markdown), [markdown]);
  return <Prose html={html} />;
}
