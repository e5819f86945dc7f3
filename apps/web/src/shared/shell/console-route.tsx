import { NavItem, Sidebar } from '@koppel/ui';
import { useQuery } from '@tanstack/react-query';
import { createRoute, Link, Outlet, useLocation } from '@tanstack/react-router';
import {
  Activity,
  BookOpen,
  Cable,
  CircleAlert,
  Database,
  LayoutDashboard,
  type LucideIcon,
  Plug,
  Webhook,
} from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { apiQuery } from '../api/queries.js';
import { LiveUpdates } from '../events/live-updates.js';
import { formatCount } from '../format/format.js';
import { FrameProblem } from '../page/page.js';
import { Brand, LayoutNotices } from './frame.js';
import { requireSession, rootRoute } from './root-route.js';
import { texts } from './texts.js';

/** The parent of all pages with the main navigation. */
export const consoleRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'console',
  beforeLoad: requireSession,
  component: ConsoleLayout,
  errorComponent: FrameProblem,
});

const AccountMenu = lazy(() => import('./account-menu.js'));

const links = [
  { to: '/', label: texts.dashboard, Icon: LayoutDashboard },
  { to: '/integrations', label: texts.integrations, Icon: Cable },
  { to: '/runs', label: texts.runs, Icon: Activity },
  { to: '/records', label: texts.records, Icon: Database },
  { to: '/issues', label: texts.issues, Icon: CircleAlert },
  { to: '/connections', label: texts.connections, Icon: Plug },
  { to: '/webhooks', label: texts.webhooks, Icon: Webhook },
  { to: '/manuals', label: texts.manuals, Icon: BookOpen },
] as const satisfies readonly { to: string; label: string; Icon: LucideIcon }[];

/** The frame of the console: who is signed in, where one can go, and the page. */
export function ConsoleLayout() {
  return (
    <LiveUpdates>
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:fixed focus:top-0 focus:left-0 focus:z-50 focus:m-2 focus:rounded-control focus:bg-surface focus:p-3 focus:shadow-dialog"
      >
        {texts.skip}
      </a>
      <div className="lg:grid lg:grid-cols-[15rem_minmax(0,1fr)]">
        <Navigation />
        <div className="min-w-0">
          <LayoutNotices />
          <main
            id="content"
            tabIndex={-1}
            className="mx-auto w-full max-w-6xl px-4 py-6 outline-none sm:px-6 lg:px-8 lg:py-9"
          >
            <Outlet />
          </main>
        </div>
      </div>
    </LiveUpdates>
  );
}

function Navigation() {
  const { pathname } = useLocation();
  // Path where the menu was opened: navigation closes it.
  const [openedAt, setOpenedAt] = useState<string>();
  const isOpen = openedAt === pathname;
  const openIssues = useOpenIssues();
  return (
    <Sidebar
      brand={
        <Link to="/" className="rounded-control">
          <Brand />
        </Link>
      }
      menuLabel={texts.menu}
      isOpen={isOpen}
      onToggle={() => setOpenedAt(isOpen ? undefined : pathname)}
    >
      <nav aria-label={texts.mainNavigation} className="min-h-0 flex-1 lg:overflow-y-auto">
        <ul className="grid gap-0.5">
          {links.map(({ to, label, Icon }) => (
            <NavItem
              key={to}
              icon={<Icon aria-hidden className="size-4.5 shrink-0" />}
              label={label}
              count={
                to === '/issues'
                  ? { value: openIssues, text: formatCount(openIssues), label: texts.openIssues(openIssues) }
                  : undefined
              }
              link={(look) => (
                <Link
                  to={to}
                  search={{}}
                  activeOptions={{ exact: to === '/', includeSearch: false }}
                  onClick={() => setOpenedAt(undefined)}
                  {...look}
                />
              )}
            />
          ))}
        </ul>
      </nav>
      <Suspense fallback={<div className="h-12" />}>
        <AccountMenu />
      </Suspense>
    </Sidebar>
  );
}

/** How many issues wait for a person; 0 while that is not known. */
export function useOpenIssues(): number {
  const { data } = useQuery(apiQuery('listIssueCauses', { limit: 200 }));
  return data?.items.reduce((sum, { counts }) => sum + counts.open, 0) ?? 0;
}
