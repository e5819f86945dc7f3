import { Button, Dialog, Stack, Text } from '@koppel/ui';
import { ProblemAlert } from './problem-alert.js';
import { texts } from './texts.js';

export interface ConfirmDialogProps {
  isOpen: boolean;
  title: string;
  question: string;
  /** The button that does it, named by what it does. */
  action: string;
  isBusy: boolean;
  error: unknown;
  onConfirm: () => void;
  onClose: () => void;
}

/** Asks before something that cannot be taken back. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const footer = (
    <>
      <Button onClick={props.onClose}>{texts.cancel}</Button>
      <Button variant="danger" isBusy={props.isBusy} onClick={props.onConfirm}>
        {props.action}
      </Button>
    </>
  );
  return (
    <Dialog isOpen={props.isOpen} onClose={props.onClose} title={props.title} closeLabel={texts.cancel} footer={footer}>
      <Stack>
        <Text>{props.question}</Text>
        <ProblemAlert error={props.error} />
      </Stack>
    </Dialog>
  );
}
