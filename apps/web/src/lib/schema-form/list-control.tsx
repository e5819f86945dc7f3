import { Button, Checkbox, Combobox, Field, FieldGroup, Stack, Text, Textarea } from '@koppel/ui';
import { X } from 'lucide-react';
import { entriesOf } from './form-value.js';
import { useLiveChoices, type OfferedChoices } from './live-choices.js';
import type { ControlProps } from './schema-fields.js';
import { Help } from './table-control.js';
import { texts } from './texts.js';

/** Several texts: boxes to tick where the schema lists them, chosen from what the application has, or one per line. */
export function ListControl(props: ControlProps) {
  const choices = useLiveChoices(props.spec.choiceKind, props.spec.side);
  if (props.spec.kind === 'choices') return <TickList {...props} />;
  return choices.items.length > 0 ? (
    <ChosenList {...props} choices={choices} />
  ) : (
    <LineList {...props} note={choices.note} />
  );
}

function LineList(props: ControlProps & { note: string | undefined }) {
  const { spec, value, onChange, onBlur, focusRef, error, mark, footer, note } = props;
  const help = [spec.help, texts.onePerLine].filter(Boolean).join(' ');
  return (
    <Field
      label={spec.title}
      help={<Help help={help} notes={[note]} />}
      error={error}
      footer={footer}
      mark={mark ?? texts.optional}
    >
      <Textarea
        ref={focusRef}
        spellCheck={false}
        value={entriesOf(value).join('\n')}
        onChange={(event) => onChange(event.target.value === '' ? [] : event.target.value.split('\n'))}
        onBlur={onBlur}
      />
    </Field>
  );
}

function TickList({ spec, value, onChange, onBlur, focusRef, error, mark, footer }: ControlProps) {
  const entries = entriesOf(value);
  const toggle = (choice: string, isChecked: boolean) =>
    onChange(isChecked ? [...entries, choice] : entries.filter((entry) => entry !== choice));
  return (
    <FieldGroup legend={spec.title} help={spec.help} error={error} mark={mark} footer={footer}>
      <Stack gap="sm">
        {spec.choices.map((choice, index) => (
          <Field key={choice.value} label={choice.label} layout="inline">
            <Checkbox
              ref={index === 0 ? focusRef : undefined}
              isChecked={entries.includes(choice.value)}
              onChange={(isChecked) => toggle(choice.value, isChecked)}
              onBlur={onBlur}
            />
          </Field>
        ))}
      </Stack>
    </FieldGroup>
  );
}

function ChosenList(props: ControlProps & { choices: OfferedChoices }) {
  const { spec, value, onChange, onBlur, focusRef, error, mark, footer, choices } = props;
  const entries = entriesOf(value);
  const labelOf = (entry: string) => choices.items.find((choice) => choice.value === entry)?.label ?? entry;
  return (
    <FieldGroup
      legend={spec.title}
      help={<Help help={spec.help} notes={[choices.note]} />}
      error={error}
      mark={mark}
      footer={footer}
    >
      {entries.length === 0 && (
        <Text tone="soft" size="sm">
          {texts.noEntries}
        </Text>
      )}
      <ul className="flex flex-wrap gap-2 empty:hidden">
        {entries.map((entry) => (
          <li key={entry}>
            <Button
              size="sm"
              aria-label={texts.remove(labelOf(entry))}
              onClick={() => onChange(entries.filter((one) => one !== entry))}
            >
              {labelOf(entry)}
              <X aria-hidden className="size-4" />
            </Button>
          </li>
        ))}
      </ul>
      <Combobox
        ref={focusRef}
        aria-label={texts.add(spec.title)}
        value=""
        options={choices.items.filter((choice) => !entries.includes(choice.value))}
        placeholder={texts.chooseOrType}
        emptyText={texts.noMatch}
        onChange={(entry) => entry !== '' && onChange([...entries, entry])}
        onBlur={onBlur}
      />
    </FieldGroup>
  );
}
