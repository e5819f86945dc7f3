import type { Integration, Package, PackageUpdate } from '@koppel/contracts';
import { packageNotFound, type FlowsChange } from '../integration/integration.js';

/**
 * What a newer catalog would change in one package of an integration: flows that came with it, and flows that ended.
 * A flow under a key that the integration has already, in another package, is not made again.
 *
 * @throws AppError `package.not_found` for a package that the integration has not chosen
 */
export function changeOfPackage(
  packageId: string,
  { packageIds, flows }: Pick<Integration, 'packageIds' | 'flows'>,
  offered: readonly Package[],
): FlowsChange {
  if (!packageIds.includes(packageId)) throw packageNotFound(packageId, 'is not part of this integration');
  const definitions = offered.find(({ id }) => id === packageId)?.flows ?? [];
  const keys = new Set(flows.map(({ key }) => key));
  return {
    added: definitions.filter(({ key }) => !keys.has(key)).map((definition) => ({ packageId, definition })),
    removed: flows.filter((flow) => flow.packageId === packageId && !definitions.some(({ key }) => key === flow.key)),
  };
}

/** The packages of an integration in which anything would change. */
export function packageUpdates(integration: Integration, offered: readonly Package[]): PackageUpdate[] {
  return integration.packageIds
    .map((packageId) => {
      const { added, removed } = changeOfPackage(packageId, integration, offered);
      return {
        packageId,
        title: offered.find(({ id }) => id === packageId)?.title ?? packageId,
        newFlows: added.map(({ definition: { key, title } }) => ({ key, title })),
        endedFlows: removed.map(({ id: flowId, title }) => ({ flowId, title })),
      };
    })
    .filter(({ newFlows, endedFlows }) => newFlows.length + endedFlows.length > 0);
}
