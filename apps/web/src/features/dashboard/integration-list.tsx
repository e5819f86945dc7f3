import { Button, Card, Row, Stack } from '@koppel/ui';
import { Link } from '@tanstack/react-router';
import { healthLevels } from '../../lib/integration/health-levels.js';
import { IntegrationLine } from '../../lib/integration/integration-line.js';
import type { IntegrationOverview } from '../../lib/integration/use-overview.js';
import { texts } from './texts.js';

const SHOWN = 8;

/** How every integration is, the one that needs most attention first. */
export function IntegrationList({ items }: { items: IntegrationOverview[] }) {
  const rank = ({ health }: IntegrationOverview) => healthLevels.indexOf(health.level);
  const shown = [...items].sort((one, other) => rank(one) - rank(other)).slice(0, SHOWN);
  return (
    <Card title={texts.integrations}>
      <Stack>
        <ul className="divide-y divide-line">
          {shown.map((item) => (
            <li key={item.integration.id} className="py-4 first:pt-0">
              <IntegrationLine overview={item} />
            </li>
          ))}
        </ul>
        <Row>
          <Button size="sm" asChild>
            <Link to="/integrations">{texts.allIntegrations}</Link>
          </Button>
          {items.length > SHOWN && <span className="text-sm text-ink-soft">{texts.more(items.length - SHOWN)}</span>}
        </Row>
      </Stack>
    </Card>
  );
}
