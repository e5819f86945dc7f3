import { Card, TextLink } from '@koppel/ui';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { apiQuery } from '../../lib/api/queries.js';
import { Manual } from '../../lib/connection/manual.js';
import { Page } from '../../lib/page/page.js';
import { texts } from './texts.js';

const route = getRouteApi('/console/manuals/$applicationId');

export function ManualPage() {
  const { applicationId } = route.useParams();
  const application = useQuery(apiQuery('getApplication', { applicationId }));
  const back = (
    <TextLink>
      <Link to="/manuals">{texts.back}</Link>
    </TextLink>
  );
  return (
    <Page title={texts.manualOf(application.data?.name ?? applicationId)} trail={back}>
      <div className="max-w-3xl">
        <Card>
          <Manual applicationId={applicationId} />
        </Card>
      </div>
    </Page>
  );
}
