import { Button, Dialog, Stack, Text } from '@koppel/ui';
import type { ConfirmDialogProps } from './confirm-dialog.js';
import { ProblemAlert } from './query-view.js';
import { texts } from './texts.js';

/** The dialog itself, in a chunk of its own. */
export default function ConfirmDialogContent(props: ConfirmDialogProps) {
  const footer = (
    <>
      <Button onClick={props.onClose}>{texts.cancel}</Button>
      {props.canConfirm !== false && (
        <Button variant={props.tone === 'plain' ? 'primary' : 'danger'} isBusy={props.isBusy} onClick={props.onConfirm}>
          {props.action}
        </Button>
      )}
    </>
  );
  return (
    <Dialog isOpen={props.isOpen} onClose={props.onClose} title={props.title} closeLabel={texts.cancel} footer={footer}>
      <Stack>
        <Text>{props.question}</Text>
        {props.children}
        <ProblemAlert error={props.error} />
      </Stack>
    </Dialog>
  );
}
