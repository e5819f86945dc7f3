import { Card, Row, Stack, TextLink } from '@koppel/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ApplicationLogo, applicationsQuery } from '../../entities/application/application.js';
import { texts as applicationTexts } from '../../entities/application/texts.js';
import { Page } from '../../shared/page/page.js';
import { QueryView } from '../../shared/page/query-view.js';
import { texts } from './texts.js';

export function ManualsPage() {
  const applications = useQuery(applicationsQuery());
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
                    <TextLink look="title">
                      <Link to="/manuals/$applicationId" params={{ applicationId: application.id }}>
                        {application.name}
                      </Link>
                    </TextLink>
                  </Row>
                }
              >
                <Stack gap="sm">
                  <span className="text-sm font-medium text-ink-soft">
                    {applicationTexts.roles[application.roles[0] ?? 'files']}
                  </span>
                  <span>{application.summary}</span>
                </Stack>
              </Card>
            ))}
          </Stack>
        )}
      </QueryView>
    </Page>
  );
}
