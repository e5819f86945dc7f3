import type { FlowVersion, JsonValue } from '@koppel/contracts';
import { scheduleText } from '../../entities/flow/schedule.js';
import type { FieldSpec } from '../../shared/schema-form/field-spec.js';
import { defaultText } from '../../shared/schema-form/form-value.js';
import { texts } from './texts.js';

/** One thing that a version changed, in words. */
export interface VersionChange {
  label: string;
  before: string;
  after: string;
}

/** A version with what it changed against the one before it; null for the first, which began everything. */
export interface VersionEntry {
  version: FlowVersion;
  changes: VersionChange[] | null;
}

/**
 * The history of a flow, newest first, field by field.
 *
 * @param hasEarlier earlier versions are not loaded yet; the oldest that is waits for them
 */
export function historyOf(
  versions: FlowVersion[],
  { specs, hasEarlier }: { specs: FieldSpec[]; hasEarlier: boolean },
): VersionEntry[] {
  const entries = versions.map((version, index) => {
    const before = versions[index + 1];
    return { version, changes: before ? changesBetween({ before, after: version, specs }) : null };
  });
  return hasEarlier ? entries.slice(0, -1) : entries;
}

/** What would be other in `after` than it is in `before`. */
export function changesBetween(pair: { before: FlowVersion; after: FlowVersion; specs: FieldSpec[] }): VersionChange[] {
  const { before, after, specs } = pair;
  const stateText = ({ isEnabled }: FlowVersion) => (isEnabled ? texts.enabled : texts.paused);
  const general = [
    { label: texts.state, before: stateText(before), after: stateText(after) },
    { label: texts.schedule, before: scheduleText(before.schedule), after: scheduleText(after.schedule) },
  ];
  const names = new Set([...Object.keys(before.settings), ...Object.keys(after.settings)]);
  const settings = [...names].map((name) => {
    const spec = specs.find((one) => one.name === name);
    const text = (version: FlowVersion) => settingText(spec, version.settings[name]);
    return { label: spec?.title ?? name, before: text(before), after: text(after) };
  });
  return [...general, ...settings].filter((change) => change.before !== change.after);
}

/** A setting that was never chosen has its default. */
function settingText(spec: FieldSpec | undefined, value: JsonValue | undefined): string {
  if (spec) return defaultText({ ...spec, defaultValue: value ?? spec.defaultValue });
  return value === undefined ? texts.notSet : typeof value === 'string' ? value : JSON.stringify(value);
}
