import { programOf } from '../../tools/services.ts';
import { Islands } from './islands.js';
import { startSandboxSystem, type SandboxSystem } from './sandbox-system.js';

export interface IslandSystem extends SandboxSystem {
  islands: Islands;
}

/** A system whose two flow-runners sit in a network namespace each; everything else is on this machine's loopback. */
export async function startIslandSystem(env: Record<string, string>): Promise<IslandSystem> {
  const islands = new Islands(['flow-runner', 'flow-runner-2']);
  const opened = new Set<number>();
  const opening: Promise<void>[] = [];

  function openMainland(port: number): void {
    if (opened.has(port)) return;
    opened.add(port);
    opening.push(islands.openMainland(port));
  }

  /** Addresses on the loopback as the island sees them. */
  function seenFromIsland(own: Record<string, string>): string[] {
    return Object.entries(own).flatMap(([variable, value]) => {
      const seen = value.replaceAll(/(?:127\.0\.0\.1|localhost):(\d+)/g, (_, port: string) => {
        openMainland(Number(port));
        return `${islands.mainland}:${port}`;
      });
      const isAddress = ['DATABASE_URL', 'DATABASE_SYSTEM_URL', 'NATS_URL', 'KOPPEL_APPLICATION_HOSTS'].includes(
        variable,
      );
      return isAddress ? [`${variable}=${seen}`] : [];
    });
  }

  try {
    const system = await startSandboxSystem({
      ...{ flowRunnerReplicas: 2, env },
      launch: (service, { name, args, own }) => {
        const built = [programOf(service), ...args];
        if (!islands.names.includes(name)) return { command: process.execPath, args: built };
        opening.push(islands.openIsland(name, Number(own['PORT'])));
        const [command, ...inside] = islands.inside(name);
        return {
          command,
          args: [...inside, 'env', 'HOST=0.0.0.0', ...seenFromIsland(own), process.execPath, ...built],
        };
      },
    });
    openMainland(system.ports.woocommerce);
    await Promise.all(opening);
    const wooUrl = `http://${islands.mainland}:${system.ports.woocommerce}`;
    const stop = async (): Promise<void> => {
      for (const name of islands.names) islands.mend(name);
      await system.stop();
      islands.remove();
    };
    return { ...system, wooUrl, islands, stop };
  } catch (error: unknown) {
    islands.remove();
    throw error;
  }
}
