import { Alert, Button, Card, Row, Stack } from '@koppel/ui';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { FlowSettingsForm } from '../../entities/flow/flow-settings-form.js';
import { texts as flowTexts } from '../../entities/flow/texts.js';
import { PreviewPanel } from '../../entities/preview/preview-panel.js';
import { QueryView } from '../../shared/page/query-view.js';
import { useIsAllowed } from '../../shared/session/session.js';
import { texts } from './texts.js';
import { useFlow } from './use-integration.js';

const route = getRouteApi('/console/integrations/$integrationId/flows/$flowId');
const settingsRoute = getRouteApi('/console/integrations/$integrationId/flows/$flowId/');

/** The settings and the schedule of a flow. */
export function SettingsPart() {
  const { flow, definition, packages, sides } = useFlow(route.useParams());
  const { setting } = settingsRoute.useSearch();
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
                sides={sides}
                opensAt={setting}
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

/** What a run of a flow would do, shown without writing anything. */
export function PreviewPart() {
  const { flow } = useFlow(route.useParams());
  if (!flow) return null;
  return (
    <Card title={texts.preview}>
      <PreviewPanel key={flow.id} flow={flow} />
    </Card>
  );
}
