import { Alert, Button, Field, FieldGroup, Input, Row, Select, Stack, Text, Textarea } from '@koppel/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { call, type Reply } from '../../shared/api/call.js';
import type { FieldProblem, ProblemError } from '../../shared/api/problem.js';
import { refresh } from '../../shared/api/queries.js';
import { patchLists } from '../../shared/list/use-list.js';
import { ProblemAlert } from '../../shared/page/query-view.js';
import { reasonField } from '../../shared/page/reason.js';
import { touchedByRetry } from './issue-actions.js';
import {
  checkJson,
  type FlatField,
  flatFieldsOf,
  type FlatValue,
  isObject,
  rangeOfField,
  type JsonCheck,
  type JsonObject,
  readField,
  withField,
} from './json-record.js';
import { texts } from './texts.js';

/** Lines of the record that stay in sight above the field. */
const LINES_BEFORE = 4;

export interface IssueEditorProps {
  issue: Reply<'getIssue'>;
  onRetried: (runId: string) => void;
}

/** Editor of an issue's record: its scalar fields, or the whole record as JSON. */
export function IssueEditor({ issue, onRetried }: IssueEditorProps) {
  const [original, setOriginal] = useState(() => JSON.stringify(issue.payload, null, 2));
  const [text, setText] = useState(original);
  const textarea = useRef<HTMLTextAreaElement>(null);
  const field = reasonField(issue.reason);
  useSelectedField(textarea, field);
  const check = checkJson(text);
  const fault = faultOf(check);
  const record = 'value' in check && isObject(check.value) ? check.value : undefined;
  const save = useSave({ issue, onRetried, onSaved: setOriginal });
  const submit = (thenRetry: boolean) => {
    if (record) return save.mutate({ payload: record, thenRetry });
    const area = textarea.current;
    const offset = 'problem' in check ? check.problem.offset : 0;
    area?.focus();
    area?.setSelectionRange(offset, offset + 1);
  };
  const refused = save.error?.code === 'issue.payload_invalid' ? save.error : undefined;
  return (
    <form
      noValidate
      className="grid gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        submit(true);
      }}
    >
      {record && (
        <FlatFields
          record={record}
          field={field}
          problems={refused?.fieldProblems ?? []}
          onChange={(changed) => setText(JSON.stringify(changed, null, 2))}
        />
      )}
      <Field label={texts.wholeRecord} help={texts.wholeRecordHelp} error={fault ?? refused?.message}>
        <Textarea
          ref={textarea}
          rows={16}
          isCode
          spellCheck={false}
          autoCapitalize="off"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </Field>
      {refused ? <Refusals error={refused} record={record} /> : <ProblemAlert error={save.error} />}
      {save.data === 'saved' && <Alert tone="good">{texts.saved}</Alert>}
      <Buttons
        busy={save.isPending ? (save.variables.thenRetry ? 'retry' : 'save') : undefined}
        isChanged={text !== original}
        onSave={() => submit(false)}
        onUndo={() => setText(original)}
      />
    </form>
  );
}

/** Puts the cursor of the whole record at the field that the reason is about, in sight but without taking the focus. */
function useSelectedField(textarea: RefObject<HTMLTextAreaElement | null>, field: string | undefined): void {
  useEffect(() => {
    const area = textarea.current;
    const range = area && field ? rangeOfField(area.value, field) : undefined;
    if (!area || !range) return;
    area.setSelectionRange(range.start, range.end);
    const lines = area.value.split('\n').length;
    const line = area.value.slice(0, range.start).split('\n').length;
    area.scrollTo({ top: Math.max(0, (line - LINES_BEFORE) / lines) * area.scrollHeight });
    // Only once for the loaded text: afterwards the cursor is the user's.
  }, [textarea, field]);
}

interface ButtonsProps {
  /** What is under way. */
  busy: 'retry' | 'save' | undefined;
  isChanged: boolean;
  onSave: () => void;
  onUndo: () => void;
}

function Buttons({ busy, isChanged, onSave, onUndo }: ButtonsProps) {
  return (
    <>
      <Row>
        <Button type="submit" variant="primary" isBusy={busy === 'retry'}>
          {texts.saveAndRetry}
        </Button>
        <Button isBusy={busy === 'save'} onClick={onSave}>
          {texts.saveOnly}
        </Button>
        {isChanged && (
          <Button variant="quiet" onClick={onUndo}>
            {texts.undo}
          </Button>
        )}
      </Row>
      {!isChanged && (
        <Text tone="soft" size="sm">
          {texts.nothingChanged}
        </Text>
      )}
    </>
  );
}

/** Field problems without a control of their own. */
function Refusals({ error, record }: { error: ProblemError; record: JsonObject | undefined }) {
  const nested = error.fieldProblems.filter(({ path }) => record === undefined || !(path in record));
  if (nested.length === 0) return null;
  return (
    <Stack gap="sm">
      <Alert tone="danger" title={error.title}>
        <ul className="list-disc pl-5">
          {nested.map(({ path, message }) => (
            <li key={path}>
              <code>{path}</code>: {message}
            </li>
          ))}
        </ul>
      </Alert>
    </Stack>
  );
}

/** Saves the record and, if requested, retries it. */
function useSave({ issue, onRetried, onSaved }: IssueEditorProps & { onSaved: (text: string) => void }) {
  const queryClient = useQueryClient();
  const issueId = issue.id;
  return useMutation<'saved' | 'retried', ProblemError, { payload: JsonObject; thenRetry: boolean }>({
    mutationFn: async ({ payload, thenRetry }) => {
      const edited = await call('editIssue', { issueId, payload });
      onSaved(JSON.stringify(payload, null, 2));
      if (!thenRetry) {
        patchLists(queryClient, 'listIssues', edited);
        return 'saved';
      }
      const retried = await call('retryIssue', { issueId });
      patchLists(queryClient, 'listIssues', retried.issue);
      onRetried(retried.run.id);
      return 'retried';
    },
    onSuccess: (result) => (result === 'retried' ? refresh(queryClient, touchedByRetry) : undefined),
  });
}

function faultOf(check: JsonCheck): string | undefined {
  if ('value' in check) return isObject(check.value) ? undefined : texts.notObject;
  const { fault, line, column } = check.problem;
  return texts.position(line, column) + texts.json[fault];
}

const FEW = 8;

export interface FlatFieldsProps {
  record: JsonObject;
  /** The field that the reason is about. */
  field: string | undefined;
  problems: readonly FieldProblem[];
  onChange: (record: JsonObject) => void;
}

/** The plain fields of a record, each with a control of its own kind. */
export function FlatFields({ record, field, problems, onChange }: FlatFieldsProps) {
  const [query, setQuery] = useState('');
  const [shownCount, setShownCount] = useState(FEW);
  // Types and order as loaded: an emptied field keeps both.
  const [initial] = useState(() => flatFieldsOf(record, field));
  const fields = initial.filter(({ name }) => name in record && isFlat(record[name]));
  const found = fields.filter(({ name }) => name.toLowerCase().includes(query.trim().toLowerCase()));
  const shown = query.trim() === '' ? found.slice(0, shownCount) : found;
  if (fields.length === 0) return null;
  return (
    <FieldGroup legend={texts.fields} help={texts.fieldsHelp}>
      <Stack>
        {fields.length > FEW && (
          <Field label={texts.findField}>
            <Input type="search" value={query} onChange={(event) => setQuery(event.target.value)} />
          </Field>
        )}
        {shown.length === 0 && <Text tone="soft">{texts.noField}</Text>}
        <Stack columns="two">
          {shown.map((field) => (
            <FlatControl
              key={field.name}
              field={field}
              now={flatValue(record[field.name])}
              problem={problems.find(({ path }) => path === field.name)?.message}
              onChange={(value) => onChange(withField(record, field.name, value))}
            />
          ))}
        </Stack>
        {query.trim() === '' && fields.length > shownCount && (
          <Row>
            <Button size="sm" onClick={() => setShownCount(fields.length)}>
              {texts.moreFields(fields.length - shownCount)}
            </Button>
          </Row>
        )}
      </Stack>
    </FieldGroup>
  );
}

interface FlatControlProps {
  field: FlatField;
  now: FlatValue;
  problem: string | undefined;
  onChange: (value: FlatValue) => void;
}

const booleans = [
  { value: 'true', label: texts.yes },
  { value: 'false', label: texts.no },
];

function FlatControl({ field, now, problem, onChange }: FlatControlProps) {
  /** What was typed and is no number yet. */
  const [rejected, setRejected] = useState<string>();
  const type = (typed: string) => {
    const value = readField(typed, field.value);
    setRejected(value === undefined ? typed : undefined);
    if (value !== undefined) onChange(value);
  };
  const error = rejected === undefined ? problem : texts.notANumber;
  return (
    <Field label={field.name} error={error}>
      {typeof field.value === 'boolean' ? (
        <Select options={booleans} value={String(now)} onChange={(event) => type(event.target.value)} />
      ) : (
        <Input
          inputMode={typeof field.value === 'number' ? 'decimal' : undefined}
          placeholder={now === null ? texts.noValue : undefined}
          spellCheck={false}
          value={rejected ?? (now === null ? '' : String(now))}
          onChange={(event) => type(event.target.value)}
        />
      )}
    </Field>
  );
}

function isFlat(value: JsonObject[string] | undefined): value is FlatValue {
  return value !== undefined && (typeof value !== 'object' || value === null);
}

function flatValue(value: JsonObject[string] | undefined): FlatValue {
  return isFlat(value) ? value : null;
}
