import { ExactError, badRequest, invalid } from '../errors.js';
import type { WriteRequest } from '../api/write.js';
import { type Webhooks, postBody, topicNames } from './webhooks.js';

/** Checks a new subscription as Exact Online does: its topic, its address, and that the address answers an empty POST with 200. */
export async function subscribe(webhooks: Webhooks, write: WriteRequest, clientId: string): Promise<void> {
  const { company } = write.context;
  const { Topic: topic, CallbackURL: callbackUrl } = (write.body ?? {}) as Record<string, unknown>;
  if (typeof topic !== 'string' || typeof callbackUrl !== 'string' || !topic || !callbackUrl) return;
  if (!topicNames.has(topic)) throw invalid(`Topic: ${topic}`);
  checkAddress(webhooks, callbackUrl, clientId);
  // Also with another address: an app has one subscription for a topic (picqer/exact-php-client, issue 150).
  const duplicates = company.table('webhooks/WebhookSubscriptions').findBy('Topic', topic);
  if ([...duplicates].some(({ row }) => row['ClientID'] === clientId)) {
    throw new ExactError(500, 'Data already exists');
  }
  const status = await postBody(callbackUrl, '');
  if (status !== 200) {
    throw badRequest(
      `Invalid: CallbackURL: it must answer an empty POST with 200, but ${status === null ? 'did not answer' : `gave ${status}`}.`,
    );
  }
}

function checkAddress({ options }: Webhooks, callbackUrl: string, clientId: string): void {
  const url = URL.parse(callbackUrl);
  if (!url) throw invalid(`CallbackURL: ${callbackUrl}`);
  if (options.requireHttps && url.protocol !== 'https:') throw invalid('CallbackURL: it must begin with https://');
  const app = options.apps.find((each) => each.clientId === clientId);
  const isOwnDomain = app?.redirectUris.some((uri) => new URL(uri).hostname === url.hostname) ?? false;
  if (!isOwnDomain) throw invalid("CallbackURL: it must be on the domain of the app's redirect URI");
}
