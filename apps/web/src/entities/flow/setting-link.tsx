import { TextLink } from '@koppel/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { apiQuery, wholeListQuery } from '../../shared/api/queries.js';
import { packagesQuery } from '../application/application.js';
import { findDefinition, settingOfField } from './flow-definition.js';
import { texts } from './texts.js';

/** Leads to the setting that a reason is about; nothing where its field is one of the record. */
export function SettingLink({ flowId, field }: { flowId: string; field: string }) {
  const integrations = useQuery(wholeListQuery('listIntegrations', {}));
  const connections = useQuery(apiQuery('listConnections', {}));
  const flow = integrations.data?.items.flatMap(({ flows }) => flows).find(({ id }) => id === flowId);
  const applicationOf = (wanted: string | undefined) =>
    connections.data?.items.find(({ id }) => id === wanted)?.applicationId;
  const source = applicationOf(flow?.sourceConnectionId);
  const target = applicationOf(flow?.targetConnectionId);
  const packages = useQuery({ ...packagesQuery([source ?? '', target ?? '']), enabled: Boolean(source && target) });
  const definition = flow && packages.data && findDefinition(packages.data.items, flow);
  const setting = definition && settingOfField(definition, field);
  if (!setting) return null;
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
