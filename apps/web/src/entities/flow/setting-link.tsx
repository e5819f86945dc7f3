import { TextLink } from '@koppel/ui';
import { Link } from '@tanstack/react-router';
import { settingOfField } from './flow-definition.js';
import { texts } from './texts.js';
import { useFlowDefinition } from './use-flow-definition.js';

/** Leads to the setting that a reason is about; nothing where its field is one of the record. */
export function SettingLink({ flowId, field }: { flowId: string; field: string }) {
  const { flow, definition } = useFlowDefinition(flowId) ?? {};
  const setting = definition && settingOfField(definition, field);
  if (!flow || !setting) return null;
  return (
    <TextLink>
      <Link
        to="/integrations/$integrationId/flows/$flowId"
        params={{ integrationId: flow.integrationId, flowId }}
        search={{ setting: setting.name }}
      >
        {texts.toSetting(setting.title)}
      </Link>
    </TextLink>
  );
}
