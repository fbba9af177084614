import { createRootRoute, createRoute, createRouter, redirect } from '@tanstack/react-router';
import { InboxPage } from './InboxPage.tsx';
import { type InboxSearch, inboxSearchSchema } from './inbox-search.ts';
import { IncidentsPage } from './IncidentsPage.tsx';
import { Layout } from './Layout.tsx';
import { Crashed } from './Crashed.tsx';
import { NoticesPage } from './NoticesPage.tsx';
import { QueuesPage } from './QueuesPage.tsx';
import { SettingsPage } from './SettingsPage.tsx';
import { settingsSections } from '../features/settings/sections.ts';

const rootRoute = createRootRoute({ component: Layout, errorComponent: Crashed });

const homeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/inbox', search: { view: 'mine' } });
  },
});

const inboxRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/inbox',
  validateSearch: (search: Record<string, unknown>): InboxSearch => inboxSearchSchema.parse(search),
  component: InboxPage,
});

const queuesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/queues',
  component: QueuesPage,
});

const incidentsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/incidents',
  component: IncidentsPage,
});

const noticesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/notices',
  component: NoticesPage,
});

const settingsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/settings/$section',
  params: {
    parse: ({ section }) => ({ section: settingsSections.find((one) => one === section) ?? 'agents' }),
  },
  component: SettingsPage,
});

/** The console's pages under `/console/`. */
export function createConsoleRouter() {
  return createRouter({
    routeTree: rootRoute.addChildren([
      homeRoute,
      inboxRoute,
      queuesRoute,
      incidentsRoute,
      noticesRoute,
      settingsRoute,
    ]),
    basepath: '/console',
    defaultNotFoundComponent: Crashed,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createConsoleRouter>;
  }
}
