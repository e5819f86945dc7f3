import { AppError, type Flow, type FlowDefinition, type Integration, type Package } from '@koppel/contracts';

/** What is stored of an integration; its flows stand by themselves. */
export type IntegrationCore = Omit<Integration, 'flows'>;

export interface FlowsChange {
  /** What flows must be made of. */
  added: { packageId: string; definition: FlowDefinition }[];
  removed: Flow[];
}

/**
 * What choosing other packages changes.
 *
 * @throws AppError `package.not_found` for one that is not offered
 */
export function changePackages(
  chosen: readonly string[],
  flows: readonly Flow[],
  offered: readonly Package[],
): FlowsChange {
  const present = new Set(flows.map(({ packageId }) => packageId));
  const added = chosen
    .filter((id) => !present.has(id))
    .map((id) => {
      const match = offered.find((candidate) => candidate.id === id);
      if (!match) throw packageNotFound(id, 'is not offered for these two applications');
      return match;
    });
  return {
    added: added.flatMap(({ id, flows: definitions }) =>
      definitions.map((definition) => ({ packageId: id, definition })),
    ),
    removed: flows.filter(({ packageId }) => !chosen.includes(packageId)),
  };
}

/** @param why goes on after the package's name, `is not offered …` */
export function packageNotFound(packageId: string, why: string): AppError {
  return new AppError('package.not_found', `The package "${packageId}" ${why}. Choose one of the list.`, {
    details: { packageId },
  });
}

export function foundIntegration<T extends IntegrationCore>(integration: T | undefined): T {
  if (!integration)
    throw new AppError(
      'integration.not_found',
      'There is no such integration. It may have been deleted; go back to the list.',
    );
  return integration;
}
