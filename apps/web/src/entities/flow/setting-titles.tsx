import type { FlowDefinition } from '@koppel/contracts';
import type { ReactNode } from 'react';
import { FieldTitles } from '../../shared/page/field-titles.js';
import { settingOfField } from './flow-definition.js';

/** Problems with settings of these flows that are shown inside name the settings as their forms do. */
export function SettingTitles({
  definitions,
  children,
}: {
  definitions: readonly FlowDefinition[];
  children: ReactNode;
}) {
  return <FieldTitles value={(path) => settingTitleOf(definitions, path)}>{children}</FieldTitles>;
}

/** Settings with the same name mean the same in every flow. */
export function settingTitleOf(
  definitions: readonly Pick<FlowDefinition, 'settingsSchema'>[],
  path: string,
): string | undefined {
  return definitions.map((definition) => settingOfField(definition, path)).find((setting) => setting !== undefined)
    ?.title;
}
