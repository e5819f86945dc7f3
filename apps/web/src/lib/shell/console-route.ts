import { createRoute } from '@tanstack/react-router';
import { FrameProblem } from '../page/route-problem.js';
import { ConsoleLayout } from './console-layout.js';
import { requireSession, rootRoute } from './root-route.js';

/** The parent of all pages with the main navigation. */
export const consoleRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'console',
  beforeLoad: requireSession,
  component: ConsoleLayout,
  errorComponent: FrameProblem,
});
