import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** The variables of an `.env` file, as Docker Compose reads it. */
export function readEnv(file) {
  if (!existsSync(file)) return {};
  const lines = readFileSync(file, 'utf8').split('\n');
  return Object.fromEntries(
    lines.flatMap((line) => {
      const [, name, value] = /^([A-Z_0-9]+)=(.*)$/.exec(line) ?? [];
      return name ? [[name, value]] : [];
    }),
  );
}

function fillIn(text, variables) {
  return text.replace(/\$\{(\w+)(?:(:-|:\?)([^}]*))?\}/g, (_all, name, kind, rest = '') => {
    const value = variables[name];
    if (value) return value;
    if (kind === ':?') throw new Error(`required variable ${name} is missing a value: ${rest}`);
    return kind === ':-' ? rest : (value ?? '');
  });
}

/** Parts that name one another (`a: *x` below `<<`) are merged as YAML 1.1 says; variables are filled in per string. */
function resolve(value, variables) {
  if (typeof value === 'string') return fillIn(value, variables);
  if (Array.isArray(value)) return value.map((member) => resolve(member, variables));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, resolve(member, variables)]));
}

/** The services of `compose.yaml` in a folder, with `.env` filled in. */
export function readCompose(folder) {
  const variables = { ...readEnv(join(folder, '.env')), ...process.env };
  const document = parse(readFileSync(join(folder, 'compose.yaml'), 'utf8'), { merge: true });
  const { COMPOSE_PROJECT_NAME: name = document.name } = variables;
  return { ...resolve({ name, services: document.services }, variables), variables };
}
