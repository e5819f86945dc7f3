import { AppError, type Flow, type Integration, type Package } from '@koppel/contracts';

/** What is stored of an integration; its flows stand by themselves. */
export type IntegrationCore = Omit<Integration, 'flows'>;

export interface PackageChange {
  /** Packages whose flows must be made. */
  added: Package[];
  /** Flows whose package is no longer chosen. */
  removedFlows: Flow[];
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
): PackageChange {
  const present = new Set(flows.map(({ packageId }) => packageId));
  const added = chosen
    .filter((id) => !present.has(id))
    .map((id) => {
      const match = offered.find((candidate) => candidate.id === id);
      if (!match)
        throw new AppError(
          'package.not_found',
          `The package "${id}" is not offered for these two applications. Choose one of the list.`,
          { details: { packageId: id } },
        );
      return match;
    });
  return { added, removedFlows: flows.filter(({ packageId }) => !chosen.includes(packageId)) };
}
