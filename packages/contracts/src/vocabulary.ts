/*
 * Closed lists of words, without the schemas made of them: the web app parses its URL with them before it has loaded the
 * schemas.
 */
/** Languages of all texts. After adding one here, the compiler requires its files. */
export const languages = ['en', 'nl'] as const;
export type Language = (typeof languages)[number];
/** For `Intl`: how days and amounts are written in a language. */
export const locales: Readonly<Record<Language, string>> = { en: 'en-GB', nl: 'nl-NL' };
/** Of a password that is chosen. */
export const minPasswordLength = 12;
/** From most to least. */
export const roles = ['owner', 'admin', 'operator', 'viewer'] as const;
export const entityKinds = ['product', 'stock_level', 'price', 'customer', 'order', 'credit', 'payment'] as const;
/** withdrawn: it is over at the source, so what was written at the target was taken back. */
export const recordOutcomes = ['created', 'updated', 'withdrawn', 'unchanged', 'filtered', 'failed', 'held'] as const;
/** What a record becomes in the books of the target. */
export const documentKinds = ['sales_order', 'sales_invoice', 'sales_entry', 'bank_entry', 'cash_entry'] as const;
export const issueStates = ['open', 'held', 'retrying', 'resolved', 'skipped'] as const;
/** What a run does. reconcile: reads the source from its beginning. */
export const runKinds = ['sync', 'preview', 'retry', 'reconcile'] as const;
/** What started a run. */
export const runTriggers = ['schedule', 'webhook', 'manual'] as const;
export const runStates = ['queued', 'running', 'waiting', 'completed', 'failed', 'cancelled'] as const;

/** What an API key may do, from least to most. */
export const apiKeyScopes = ['read', 'operate', 'configure'] as const;
export const apiKeyOwners = ['person', 'organization'] as const;
export const defaultApiKeyDays = 90;
export const maxApiKeyDays = 365;

/** What an alert is about, as people choose by it. */
export const alertTopics = ['connections', 'flows', 'issues', 'silence'] as const;
/**
 * What is wrong. connection_needs_attention: a person must log in or correct it; flow_failing: its runs fail; issues_open: of one cause;
 * flow_silent: it should have run; run_stuck: it does not get on; orders_missing: none for longer than usual.
 */
export const alertKinds = [
  ...(['connection_needs_attention', 'flow_failing', 'issues_open'] as const),
  ...(['flow_silent', 'run_stuck', 'orders_missing'] as const),
] as const;

/** How an organization is, as somebody who works in several sees it. */
export const organizationHealths = ['well', 'attention', 'unknown', 'second_factor_required'] as const;

/** Of a message to a person. What was over before it was sent is dropped, and shown to nobody. */
export const notificationStates = ['waiting', 'sent', 'dead'] as const;

export const webhookStates = ['enabled', 'disabled'] as const;
export const webhookDeliveryStates = ['waiting', 'delivered', 'dead'] as const;
