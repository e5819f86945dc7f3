import { Injectable } from '@nestjs/common';
import {
  choiceKindSchema,
  choiceList,
  type FieldProblem,
  type Flow,
  type FlowDefinition,
  type MessageContext,
} from '@koppel/contracts';
import { ContractClient } from '@koppel/service-kit';
import { z } from 'zod';

/** A table of settings whose keys must be on the list of the other side, or be one of the extra ones. */
const keyedTable = z.object({
  'x-side': z.enum(['source', 'target']),
  'x-key-choices': choiceKindSchema,
  'x-extra-keys': z.array(z.string()),
});

const maxNamed = 20;

/** Rows of tables that nothing would ever match: the other application does not have their key. */
@Injectable()
export class TableKeys {
  constructor(private readonly client: ContractClient) {}

  /** @throws AppError as `choiceList` */
  async unknown(flow: Flow, { settingsSchema }: FlowDefinition, context: MessageContext): Promise<FieldProblem[]> {
    const properties = (settingsSchema['properties'] ?? {}) as Record<string, unknown>;
    const tables = Object.entries(properties).flatMap(([name, property]) => {
      const table = keyedTable.safeParse(property).data;
      const extra = new Set(table?.['x-extra-keys']);
      const keys = Object.keys(flow.settings[name] ?? {}).filter((key) => !extra.has(key));
      return table && keys.length > 0 ? [{ name, table, keys }] : [];
    });
    const problems = await Promise.all(
      tables.map(async ({ name, table, keys }) => {
        const connectionId = table['x-side'] === 'target' ? flow.sourceConnectionId : flow.targetConnectionId;
        const known = await this.knownKeys({ connectionId, kind: table['x-key-choices'] }, context);
        const unknown = known ? keys.filter((key) => !known.includes(key)) : [];
        const choices = [...(known ?? []), ...table['x-extra-keys']];
        return unknown.map((key) => problemOf(`${name}.${key}`, { key, choices }));
      }),
    );
    return problems.flat();
  }

  /** Undefined where the application cannot list all of them. */
  private async knownKeys(
    request: { connectionId: Flow['sourceConnectionId']; kind: string },
    context: MessageContext,
  ): Promise<string[] | undefined> {
    const { isSupported, isComplete, items } = await this.client.call(choiceList, request, context);
    return isSupported && isComplete ? items.map(({ value }) => value) : undefined;
  }
}

function problemOf(path: string, { key, choices }: { key: string; choices: readonly string[] }): FieldProblem {
  const named = [...choices.slice(0, maxNamed), ...(choices.length > maxNamed ? ['…'] : [])];
  return { path, code: 'field.row_unknown', params: { key, choices: named.join(', ') } };
}
