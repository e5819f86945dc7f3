import {
  apiKeyOwners,
  apiKeyScopes,
  defaultApiKeyDays,
  maxApiKeyDays,
  type ApiKeyScope,
  type Role,
} from '@koppel/contracts';
import { Button, Card, Checkbox, Field, FieldGroup, Input, Row, Select, Stack } from '@koppel/ui';
import { type FormEvent, useRef, useState } from 'react';
import type { Reply } from '../../shared/api/call.js';
import { useOperation } from '../../shared/api/queries.js';
import { ProblemAlert } from '../../shared/page/query-view.js';
import { texts } from './texts.js';

interface Typed {
  owner: (typeof apiKeyOwners)[number];
  name: string;
  scopes: ApiKeyScope[];
  expiresInDays: number;
  password: string;
}

const initial: Typed = { owner: 'person', name: '', scopes: ['read'], expiresInDays: defaultApiKeyDays, password: '' };
const dayOptions = [7, 30, defaultApiKeyDays, 180, maxApiKeyDays].map((days) => ({
  value: String(days),
  label: texts.days(days),
}));
const ownerOptions = apiKeyOwners.map((value) => ({ value, label: texts.owners[value] }));
/** What a role may give to a key. */
const scopesOf: Record<Role, readonly ApiKeyScope[]> = {
  owner: apiKeyScopes,
  admin: apiKeyScopes,
  operator: ['read', 'operate'],
  viewer: ['read'],
};

interface NewKeyProps {
  role: Role;
  onMade: (made: Reply<'createApiKey'>) => void;
}

/** What a new key is called, what it may do and for how long. */
export function NewKey({ role, onMade }: NewKeyProps) {
  const [typed, setTyped] = useState(initial);
  const [isTried, setIsTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const create = useOperation('createApiKey', {
    refreshes: ['listApiKeys'],
    onSuccess: (made) => {
      setTyped(initial);
      setIsTried(false);
      onMade(made);
    },
  });
  const problems = isTried ? problemsOf(typed) : {};
  const change = (changed: Partial<Typed>) => setTyped({ ...typed, ...changed });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsTried(true);
    if (Object.keys(problemsOf(typed)).length === 0) return create.mutate({ ...typed, name: typed.name.trim() });
    // After the fields are marked.
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus());
  };
  return (
    <Card title={texts.make}>
      <form ref={form} noValidate onSubmit={submit}>
        <Stack>
          <Field label={texts.name} help={texts.nameHelp} error={problems.name} isRequired>
            <Input
              autoComplete="off"
              maxLength={100}
              value={typed.name}
              onChange={(event) => change({ name: event.target.value })}
            />
          </Field>
          {(role === 'owner' || role === 'admin') && (
            <Field label={texts.owner}>
              <Select
                options={ownerOptions}
                value={typed.owner}
                onChange={(event) => change({ owner: event.target.value as Typed['owner'] })}
              />
            </Field>
          )}
          <Scopes
            offered={scopesOf[role]}
            chosen={typed.scopes}
            error={problems.scopes}
            onChange={(scopes) => change({ scopes })}
          />
          <Field label={texts.expires}>
            <Select
              options={dayOptions}
              value={String(typed.expiresInDays)}
              onChange={(event) => change({ expiresInDays: Number(event.target.value) })}
            />
          </Field>
          <Field label={texts.password} help={texts.passwordHelp} error={problems.password} isRequired>
            <Input
              type="password"
              autoComplete="current-password"
              value={typed.password}
              onChange={(event) => change({ password: event.target.value })}
            />
          </Field>
          <ProblemAlert error={create.error} />
          <Row>
            <Button type="submit" variant="primary" isBusy={create.isPending}>
              {texts.make}
            </Button>
          </Row>
        </Stack>
      </form>
    </Card>
  );
}

interface ScopesProps {
  offered: readonly ApiKeyScope[];
  chosen: readonly ApiKeyScope[];
  error: string | undefined;
  onChange: (scopes: ApiKeyScope[]) => void;
}

function Scopes({ offered, chosen, error, onChange }: ScopesProps) {
  const toggle = (scope: ApiKeyScope) =>
    onChange(apiKeyScopes.filter((each) => (each === scope) !== chosen.includes(each)));
  return (
    <FieldGroup legend={texts.scopes} error={error}>
      <Stack gap="sm">
        {offered.map((scope) => (
          <Field key={scope} layout="inline" label={texts.scopeNames[scope]} help={texts.scopeMeanings[scope]}>
            <Checkbox isChecked={chosen.includes(scope)} onChange={() => toggle(scope)} />
          </Field>
        ))}
      </Stack>
    </FieldGroup>
  );
}

function problemsOf({ name, scopes, password }: Typed): Partial<Record<'name' | 'scopes' | 'password', string>> {
  return {
    ...(name.trim() === '' && { name: texts.nameMissing }),
    ...(scopes.length === 0 && { scopes: texts.scopesMissing }),
    ...(password === '' && { password: texts.passwordMissing }),
  };
}
