import type { Connection, IssueCause } from '@koppel/contracts';
import { Button, Card, Row, Stack, TextLink } from '@koppel/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CircleCheck, Plug, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { apiQuery } from '../../lib/api/queries.js';
import { entityWords } from '../../lib/flow/entity-words.js';
import { QueryView } from '../../lib/page/query-view.js';
import { texts } from './texts.js';

const SHOWN = 4;

/** Connections that someone must mend, and the largest causes of open issues. */
export function AttentionCard({ connections }: { connections: Connection[] }) {
  const causes = useQuery(apiQuery('listIssueCauses', {}));
  const broken = connections.filter(({ state }) => state === 'needs_attention');
  return (
    <Card title={texts.attention}>
      <QueryView query={causes}>
        {({ items }) => {
          const open = items.filter(({ counts }) => counts.open > 0);
          if (broken.length + open.length === 0) return <AllWell />;
          return (
            <Stack>
              <ul className="grid gap-4">
                {broken.map((connection) => (
                  <ConnectionLine key={connection.id} connection={connection} />
                ))}
                {open.slice(0, SHOWN).map((cause) => (
                  <CauseLine key={cause.causeId} cause={cause} />
                ))}
              </ul>
              {open.length > 0 && (
                <Row>
                  <Button size="sm" asChild>
                    <Link to="/issues">{texts.allIssues}</Link>
                  </Button>
                </Row>
              )}
            </Stack>
          );
        }}
      </QueryView>
    </Card>
  );
}

function AllWell() {
  return (
    <p className="flex items-center gap-2 text-ink-soft">
      <CircleCheck aria-hidden className="size-5 shrink-0 text-good" />
      {texts.nothing}
    </p>
  );
}

function Line({ icon, title, reason }: { icon: ReactNode; title: ReactNode; reason: string }) {
  return (
    <li className="flex gap-3">
      {icon}
      <div className="min-w-0">
        <p className="font-medium break-words">{title}</p>
        <p className="line-clamp-3 text-sm break-words text-ink-soft">{reason}</p>
      </div>
    </li>
  );
}

function ConnectionLine({ connection }: { connection: Connection }) {
  return (
    <Line
      icon={<Plug aria-hidden className="mt-0.5 size-5 shrink-0 text-danger" />}
      title={
        <TextLink>
          <Link to="/connections/$connectionId" params={{ connectionId: connection.id }}>
            {connection.displayTitle}
          </Link>
        </TextLink>
      }
      reason={connection.reason ?? texts.mend}
    />
  );
}

function CauseLine({ cause }: { cause: IssueCause }) {
  const { one, many } = entityWords[cause.entity];
  return (
    <Line
      icon={<TriangleAlert aria-hidden className="mt-0.5 size-5 shrink-0 text-warning" />}
      title={
        <TextLink>
          <Link to="/issues/causes/$causeId" params={{ causeId: cause.causeId }}>
            {texts.issuesOf(cause.counts.open, one, many)}
          </Link>
        </TextLink>
      }
      reason={cause.reason}
    />
  );
}
