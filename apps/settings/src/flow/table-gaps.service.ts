import { Injectable } from '@nestjs/common';
import {
  choiceKindSchema,
  proposalGet,
  type Flow,
  type FlowDefinition,
  type MessageContext,
  type Reason,
} from '@koppel/contracts';
import { ContractClient } from '@koppel/service-kit';
import { z } from 'zod';

/** A table of settings for which every key of the other side needs a row, or a value that both applications agree on. */
const checkedTable = z.object({
  'x-side': z.enum(['source', 'target']),
  'x-choices': choiceKindSchema,
  'x-key-choices': choiceKindSchema,
  'x-checks-gaps': z.literal(true),
});

/** What the tables of a flow lack, of which records would wait. */
@Injectable()
export class TableGaps {
  constructor(private readonly client: ContractClient) {}

  /** @throws AppError as `proposalGet` */
  async list(flow: Flow, { settingsSchema }: FlowDefinition, context: MessageContext): Promise<Reason[]> {
    const properties = (settingsSchema['properties'] ?? {}) as Record<string, unknown>;
    const tables = Object.entries(properties).flatMap(([name, property]) => {
      const table = checkedTable.safeParse(property).data;
      return table ? [{ name, table }] : [];
    });
    const gaps = await Promise.all(tables.map(({ name, table }) => this.ofTable(flow, name, table, context)));
    return gaps.flat();
  }

  private async ofTable(
    { sourceConnectionId, targetConnectionId, settings }: Flow,
    name: string,
    table: z.infer<typeof checkedTable>,
    context: MessageContext,
  ): Promise<Reason[]> {
    const isOfTarget = table['x-side'] === 'target';
    const [connectionId, keyConnectionId] = isOfTarget
      ? [targetConnectionId, sourceConnectionId]
      : [sourceConnectionId, targetConnectionId];
    const kinds = { kind: table['x-choices'], keyKind: table['x-key-choices'] };
    const { gaps } = await this.client.call(proposalGet, { connectionId, keyConnectionId, ...kinds }, context);
    const filled = new Set(Object.keys(settings[name] ?? {}));
    return gaps.flatMap(({ reason, rows }) => {
      const open = rows.filter(({ key, coveredBy }) => ![key, ...coveredBy].some((one) => filled.has(one)));
      return open.map(({ key }) => ({ ...reason, field: `${name}.${key}` }));
    });
  }
}
