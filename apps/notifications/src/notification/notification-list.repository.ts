import { Injectable } from '@nestjs/common';
import type { Notification, notificationList, ParsedRequestOf, Reason, ReplyOf } from '@koppel/contracts';
import { cursorPart, Database, keyset } from '@koppel/service-kit';
import { textOf, type Change } from './notification.js';

interface ListRow extends Change {
  state: Notification['state'];
  dueAt: Date;
  sentAt: Date | null;
  problem: Reason | null;
  cursor: string;
}

const byCreatedAt = keyset(cursorPart.instant, cursorPart.uuid);

/** What a person was told. */
@Injectable()
export class NotificationListRepository {
  constructor(private readonly database: Database) {}

  list(
    { organizationId, recipient }: { organizationId: string; recipient: string },
    { after, limit }: ParsedRequestOf<typeof notificationList>,
  ): Promise<ReplyOf<typeof notificationList>> {
    const [createdAt, id] = byCreatedAt.decode(after) ?? [];
    return this.database.forOrganization(organizationId, async (transaction) => {
      const rows = (await transaction.query(
        `select n.id, n.change, n.state, n.due_at as "dueAt", n.sent_at as "sentAt", n.problem, n.created_at::text as cursor,
           alert.kind, alert.params, alert.since
         from notification n join alert on alert.id = n.alert_id
         where n.organization_id = $1 and n.recipient = $2 and n.state <> 'dropped'
           and ($3::timestamptz is null or (n.created_at, n.id) < ($3::timestamptz, $4::uuid))
         order by n.created_at desc, n.id desc limit $5`,
        [organizationId, recipient, createdAt ?? null, id ?? null, limit + 1],
      )) as ListRow[];
      return byCreatedAt.page(rows, limit, { toItem: toNotification, cursorOf: (row) => [row.cursor, row.id] });
    });
  }
}

function toNotification(row: ListRow): Notification {
  const { id, kind, change, state, params, dueAt, sentAt, problem } = row;
  return {
    ...{ id, kind, change, state, text: textOf(row), path: params.path, problem },
    dueAt: dueAt.toISOString(),
    sentAt: sentAt?.toISOString() ?? null,
  };
}
