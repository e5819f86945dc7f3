import { Card, Row, Stack, TextLink } from '@koppel/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { apiQuery } from '../../lib/api/queries.js';
import { ApplicationLogo } from '../../lib/connection/application-logo.js';
import { Page } from '../../lib/page/page.js';
import { QueryView } from '../../lib/page/query-view.js';
import { texts } from './texts.js';

export function ManualsPage() {
  const applications = useQuery(apiQuery('listApplications', {}));
  return (
    <Page title={texts.title} description={texts.introduction}>
      <QueryView query={applications}>
        {({ items }) => (
          <Stack columns="three">
            {items.map((application) => (
              <Card
                key={application.id}
                title={
                  <Row gap="md">
                    <ApplicationLogo application={application} />
                    <TextLink>
                      <Link to="/manuals/$applicationId" params={{ applicationId: application.id }}>
                        {application.name}
                      </Link>
                    </TextLink>
                  </Row>
                }
              >
                {application.summary}
              </Card>
            ))}
          </Stack>
        )}
      </QueryView>
    </Page>
  );
}
