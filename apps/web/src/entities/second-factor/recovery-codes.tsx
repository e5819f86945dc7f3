import { Button, CodeBlock, CopyButton, Row, Stack, Text } from '@koppel/ui';
import { Download } from 'lucide-react';
import { texts } from './texts.js';

const fileName = 'koppel-recovery-codes.txt';

/** The one time that recovery codes are shown: to copy, or as a file. */
export function RecoveryCodes({ codes }: { codes: readonly string[] }) {
  const text = codes.join('\n');
  return (
    <Stack gap="sm">
      <Text>{texts.recoveryHelp}</Text>
      <CodeBlock label={texts.recoveryList}>{text}</CodeBlock>
      <Row>
        <CopyButton size="sm" value={text} label={texts.copyCodes} copyLabel={texts.copy} copiedLabel={texts.copied} />
        <Button size="sm" asChild>
          <a
            href={`data:text/plain;charset=utf-8,${encodeURIComponent(`${texts.fileTitle(location.host)}\n\n${text}\n`)}`}
            download={fileName}
          >
            <Download aria-hidden className="size-4" />
            {texts.download}
          </a>
        </Button>
      </Row>
    </Stack>
  );
}
