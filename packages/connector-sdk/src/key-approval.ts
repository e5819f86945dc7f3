import type { Template } from './authentication.js';
import type { Fields, Host } from './context.js';

/**
 * An application that makes keys itself: a person approves it on a page of the application, which posts the keys to Koppel and sends
 * the browser back, in either order.
 *
 * @example
 * {
 *   addressField: 'shopUrl',
 *   approveUrl: (fields) => `${String(fields['shopUrl'])}/approve`,
 *   parameters: { app: 'Koppel', user: '{state}', back: '{returnUrl}', post: '{callbackUrl}' },
 *   returned: { state: 'user', approved: { name: 'success', value: '1' } },
 *   posted: { state: 'user', fields: { apiKey: 'key' } },
 * }
 */
export interface KeyApproval {
  /** The field of the form that holds the address of the application. */
  addressField: string;
  /** The page on which a person approves. */
  approveUrl(fields: Fields, host: Host): string;
  /** Its query, in which `{state}`, `{returnUrl}` and `{callbackUrl}` stand for what belongs to the attempt. */
  parameters: Readonly<Record<string, Template>>;
  /** What the query of the return address says: the state, and whether the person approved. */
  returned: { state: string; approved: { name: string; value: string } };
  /** What the application posts as JSON: the state, and by field of the form the name of its value. */
  posted: { state: string; fields: Readonly<Record<string, string>> };
}

/** The address to send the browser to, for one attempt. */
export function addressOfApproval(
  approval: KeyApproval,
  { fields, host, ...values }: { fields: Fields; host: Host; state: string; returnUrl: string; callbackUrl: string },
): URL {
  const url = new URL(approval.approveUrl(fields, host));
  for (const [name, template] of Object.entries(approval.parameters)) {
    const fill = (_whole: string, key: string) => (values as Record<string, string>)[key] ?? '';
    url.searchParams.set(name, template.replace(/\{(\w+)\}/g, fill));
  }
  return url;
}

/** The fields that an approval fills in. */
export function fieldsOfApproval(approval: KeyApproval | undefined): string[] {
  return Object.keys(approval?.posted.fields ?? {});
}
