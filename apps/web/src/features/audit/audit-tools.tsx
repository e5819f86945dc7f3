import { apiPrefix, type AuditFilter } from '@koppel/contracts';
import { Alert, Button, Row, Stack } from '@koppel/ui';
import { useMutation } from '@tanstack/react-query';
import { Download, ShieldCheck } from 'lucide-react';
import { call, type Reply } from '../../shared/api/call.js';
import { problemOf, unreachable } from '../../shared/api/problem.js';
import { language } from '../../shared/i18n/language.js';
import { formatCount } from '../../shared/format/format.js';
import { ProblemAlert } from '../../shared/page/query-view.js';
import { texts } from './texts.js';

type Format = 'csv' | 'jsonl';

/** Takes what is chosen away as a file, and verifies that nothing was changed. */
export function AuditTools({ filter }: { filter: AuditFilter }) {
  const download = useMutation({ mutationFn: (format: Format) => save(format, filter) });
  const verify = useMutation({ mutationFn: () => call('verifyAuditLog', {}) });
  const isSaving = (format: Format) => download.isPending && download.variables === format;
  return (
    <Stack>
      <Row>
        {(['csv', 'jsonl'] as const).map((format) => (
          <Button
            key={format}
            icon={<Download aria-hidden className="size-4" />}
            isBusy={isSaving(format)}
            onClick={() => download.mutate(format)}
          >
            {texts.download[format]}
          </Button>
        ))}
        <Button
          icon={<ShieldCheck aria-hidden className="size-4" />}
          isBusy={verify.isPending}
          onClick={() => verify.mutate()}
        >
          {texts.verify}
        </Button>
      </Row>
      <ProblemAlert error={download.error ?? verify.error} />
      <div role="status">{verify.data && <Verification result={verify.data} />}</div>
    </Stack>
  );
}

function Verification({ result: { isIntact, entries, lastHash, broken } }: { result: Reply<'verifyAuditLog'> }) {
  if (!isIntact)
    return (
      <Alert tone="danger" title={texts.brokenTitle}>
        {texts.broken(formatCount(broken?.position ?? entries + 1))}
      </Alert>
    );
  return (
    <Alert tone="good" title={texts.intactTitle(formatCount(entries))}>
      {texts.intact} <code className="break-all">{lastHash}</code>
    </Alert>
  );
}

/** By a request of its own, so that a refusal is shown and not saved as a file. */
async function save(format: Format, filter: AuditFilter): Promise<void> {
  const query = new URLSearchParams({ ...filter, format });
  const url = `${apiPrefix}/audit-log/export?${query.toString()}`;
  const answer = await fetch(url, { headers: { 'accept-language': language } }).catch((error: unknown) => {
    throw unreachable(error);
  });
  if (!answer.ok) throw await problemOf(answer.status, await answer.json().catch(() => undefined));
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await answer.blob());
  link.download = `audit-log.${format}`;
  link.click();
  URL.revokeObjectURL(link.href);
}
