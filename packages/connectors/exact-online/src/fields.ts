import { z } from 'zod';

/** Countries of Exact Online, with the end of their address and the time zone of their dates. */
export const countries = {
  nl: { domain: 'nl', timeZone: 'Europe/Amsterdam', code: 'NL' },
  be: { domain: 'be', timeZone: 'Europe/Brussels', code: 'BE' },
  fr: { domain: 'fr', timeZone: 'Europe/Paris', code: 'FR' },
  uk: { domain: 'co.uk', timeZone: 'Europe/London', code: 'GB' },
} as const;

const countryMessage =
  'Choose nl, be, fr or uk, in lower case: the country of your Exact Online address, for example start.exactonline.nl.';

export const exactOnlineFields = z.object({
  clientId: z
    .string()
    .trim()
    .regex(/^\{?[\w-]{8,64}\}?$/, 'Copy the Client ID as the App Center shows it: letters, digits and dashes.')
    .meta({
      title: 'Client ID',
      description:
        'Stands with your app in the Exact Online App Center under "Manage my apps". The manual shows how to register the app.',
    }),
  clientSecret: z.string().trim().min(1, 'Copy the Client secret from the same page as the Client ID.').max(200).meta({
    title: 'Client secret',
    description: 'Stands below the Client ID of the same app. It is stored encrypted and never shown again.',
    'x-secret': true,
  }),
  country: z.enum(['nl', 'be', 'fr', 'uk'], { error: countryMessage }).meta({
    title: 'Country',
    description: `Where your Exact Online runs: look at the address after you log in. ${countryMessage}`,
    'x-labels': { nl: 'Netherlands', be: 'Belgium', fr: 'France', uk: 'United Kingdom' },
  }),
  division: z
    .string()
    .trim()
    .regex(/^[1-9]\d{0,9}$/, 'The division is a number such as 1234567, without dots or letters.')
    .meta({
      title: 'Division',
      description:
        'The number of the administration that records go to and come from. It stands in the address after "_Division_=" when the administration is open.',
    }),
});
