import { en as connectionsEn } from '../../features/connections/texts.js';
import { nl as connectionsNl } from '../../features/connections/texts.nl.js';
import { en as dashboardEn } from '../../features/dashboard/texts.js';
import { nl as dashboardNl } from '../../features/dashboard/texts.nl.js';
import { en as integrationsEn } from '../../features/integrations/texts.js';
import { nl as integrationsNl } from '../../features/integrations/texts.nl.js';
import { en as issuesEn } from '../../features/issues/texts.js';
import { nl as issuesNl } from '../../features/issues/texts.nl.js';
import { en as manualsEn } from '../../features/manuals/texts.js';
import { nl as manualsNl } from '../../features/manuals/texts.nl.js';
import { en as recordsEn } from '../../features/records/texts.js';
import { nl as recordsNl } from '../../features/records/texts.nl.js';
import { en as runsEn } from '../../features/runs/texts.js';
import { nl as runsNl } from '../../features/runs/texts.nl.js';
import { en as signInEn } from '../../features/sign-in/texts.js';
import { nl as signInNl } from '../../features/sign-in/texts.nl.js';
import { en as wizardEn } from '../../features/wizard/texts.js';
import { nl as wizardNl } from '../../features/wizard/texts.nl.js';
import type { Language } from '@koppel/contracts';
import type { FirstHeadings, Heading } from './frame.js';

interface Introduced {
  title: string;
  introduction: string;
}

function heading({ title, introduction }: Introduced): Heading {
  return [title, introduction];
}

/** Headings of the pages whose heading does not depend on data; read by the build, so that they are written once. */
export const firstHeadings: Record<Language, FirstHeadings> = {
  en: {
    '/sign-in': heading(signInEn),
    '/': heading(dashboardEn),
    '/integrations': heading(integrationsEn),
    '/runs': heading(runsEn),
    '/records': heading(recordsEn),
    '/issues': heading(issuesEn),
    '/connections': heading(connectionsEn),
    '/manuals': heading(manualsEn),
    '/wizard/welcome': heading(wizardEn.welcome),
    '/wizard/applications': heading(wizardEn.applications),
    '/wizard/packages': heading(wizardEn.packages),
    '/wizard/settings': heading(wizardEn.settings),
    '/wizard/finish': heading(wizardEn.finish),
  },
  nl: {
    '/sign-in': heading(signInNl),
    '/': heading(dashboardNl),
    '/integrations': heading(integrationsNl),
    '/runs': heading(runsNl),
    '/records': heading(recordsNl),
    '/issues': heading(issuesNl),
    '/connections': heading(connectionsNl),
    '/manuals': heading(manualsNl),
    '/wizard/welcome': heading(wizardNl.welcome),
    '/wizard/applications': heading(wizardNl.applications),
    '/wizard/packages': heading(wizardNl.packages),
    '/wizard/settings': heading(wizardNl.settings),
    '/wizard/finish': heading(wizardNl.finish),
  },
};
