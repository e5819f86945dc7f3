import type { Notification } from '@koppel/contracts';
import { Alert, Badge, Card, type Column, Stack, Table, Text, TextLink, type Tone } from '@koppel/ui';
import { useQuery } from '@tanstack/react-query';
import { apiQuery } from '../../shared/api/queries.js';
import { formatMoment } from '../../shared/format/format.js';
import { Page } from '../../shared/page/page.js';
import { QueryView } from '../../shared/page/query-view.js';
import { Reason, reasonText } from '../../shared/page/reason.js';
import { PreferencesForm } from './preferences-form.js';
import { texts } from './texts.js';

const POLL_MS = 30_000;
const SHOWN = 50;

/** What the person is mailed about and when, and what they were told. */
export function NotificationsPage() {
  const chosen = useQuery(apiQuery('getNotificationPreferences', {}));
  const told = useQuery({ ...apiQuery('listNotifications', { limit: SHOWN }), refetchInterval: POLL_MS });
  return (
    <Page title={texts.title} description={texts.introduction}>
      <Stack gap="lg">
        <QueryView query={chosen}>
          {({ preferences, isChosen, obstacle }) => (
            <Stack>
              {obstacle && (
                <Alert tone="warning" title={texts.noMails}>
                  {reasonText(obstacle)}
                </Alert>
              )}
              <PreferencesForm preferences={preferences} isChosen={isChosen} />
            </Stack>
          )}
        </QueryView>
        <Card title={texts.told} description={texts.toldHelp}>
          <QueryView query={told}>{({ items }) => <Told items={items} />}</QueryView>
        </Card>
      </Stack>
    </Page>
  );
}

function Told({ items }: { items: Notification[] }) {
  if (items.length === 0) return <Text tone="soft">{texts.none}</Text>;
  return (
    <Stack>
      {items.some(({ state }) => state === 'dead') && (
        <Alert tone="danger" title={texts.givenUpTitle}>
          {texts.givenUpHelp}
        </Alert>
      )}
      <Table caption={texts.told} columns={columns} rows={items} rowKey={({ id }) => id} />
    </Stack>
  );
}

const tones: Record<Notification['state'], Tone> = { waiting: 'neutral', sent: 'good', dead: 'danger' };

const columns: Column<Notification>[] = [
  {
    id: 'what',
    header: texts.what,
    cell: ({ text, path }) => (
      <>
        <Reason reason={text} />{' '}
        <TextLink>
          <a href={path}>{texts.open}</a>
        </TextLink>
      </>
    ),
  },
  {
    id: 'state',
    header: texts.mail,
    cell: ({ state, dueAt, sentAt, problem }) => (
      <>
        <Badge tone={tones[state]}>{texts.states[state]}</Badge>
        <span className="block text-sm text-ink-soft">
          {state === 'dead' && problem ? reasonText(problem) : formatMoment(sentAt ?? dueAt)}
        </span>
      </>
    ),
  },
];
