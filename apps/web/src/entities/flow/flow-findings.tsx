import type { FlowDefinition, Reason } from '@koppel/contracts';
import { Alert } from '@koppel/ui';
import { reasonText } from '../../shared/page/reason.js';
import { settingTitleOf } from './setting-titles.js';
import { texts } from './texts.js';

/** What checking the settings of a flow found. */
export interface FlowFindings {
  /** Why a side could not check them. */
  unchecked?: Reason | undefined;
  warnings?: Reason[] | undefined;
}

export interface FlowFindingsAlertProps {
  findings: FlowFindings | undefined;
  /** To name the settings by. */
  definition: FlowDefinition | undefined;
  /** Of the warnings, and of why there was no check. */
  titles?: { warnings: string; unchecked: string };
}

/** What a person should know of the settings of a flow; nothing where nothing was found. */
export function FlowFindingsAlert({ findings, definition, titles = texts.savedFindings }: FlowFindingsAlertProps) {
  const { unchecked, warnings = [] } = findings ?? {};
  const titled = (reason: Reason) => {
    const title = reason.field && definition ? settingTitleOf([definition], reason.field) : undefined;
    return title ? `${title}: ${reasonText(reason)}` : reasonText(reason);
  };
  return (
    <>
      {unchecked && (
        <Alert tone="warning" title={titles.unchecked}>
          {reasonText(unchecked)}
        </Alert>
      )}
      {warnings.length > 0 && (
        <Alert tone="warning" title={titles.warnings}>
          {warnings.map((warning) => (
            <p key={`${warning.field}:${warning.code}`}>{titled(warning)}</p>
          ))}
        </Alert>
      )}
    </>
  );
}
