import { Alert, Button, Card, Row, Stack } from '@koppel/ui';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { FlowSettingsForm } from '../../lib/flow/flow-settings-form.js';
import { texts as flowTexts } from '../../lib/flow/texts.js';
import { QueryView } from '../../lib/page/query-view.js';
import { useIsAllowed } from '../../lib/session/permission.js';
import { texts } from './texts.js';
import { useFlow } from './use-flow.js';

const route = getRouteApi('/console/integrations/$integrationId/flows/$flowId');

/** The settings and the schedule of a flow. */
export function SettingsPart() {
  const { flow, definition, packages, ends } = useFlow(route.useParams());
  const isAllowed = useIsAllowed();
  const [savedVersion, setSavedVersion] = useState<number>();
  if (!flow) return null;
  return (
    <Card description={texts.settingsHelp} title={texts.settings}>
      <QueryView query={packages}>
        {() => {
          if (!definition) return <Alert tone="warning">{flowTexts.noDefinition}</Alert>;
          return (
            <Stack>
              {!isAllowed('updateFlow') && <Alert>{texts.onlyAdmins}</Alert>}
              <FlowSettingsForm
                flow={flow}
                definition={definition}
                ends={ends}
                onSaved={({ version }) => setSavedVersion(version)}
                actions={({ isSaving }) =>
                  isAllowed('updateFlow') && (
                    <Row>
                      <Button type="submit" variant="primary" isBusy={isSaving}>
                        {flowTexts.save}
                      </Button>
                      <span role="status" className="text-sm text-ink-soft">
                        {savedVersion === flow.version && !isSaving ? flowTexts.saved : ''}
                      </span>
                    </Row>
                  )
                }
              />
            </Stack>
          );
        }}
      </QueryView>
    </Card>
  );
}
