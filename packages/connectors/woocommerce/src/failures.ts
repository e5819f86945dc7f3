import { ConnectorFailure } from '@koppel/connector-sdk';
import type { FailureClass } from '@koppel/contracts';

/** An error as WordPress gives it, whole or for one item of a batch. */
export interface WooErrorBody {
  code?: string;
  message?: string;
  data?: { status?: number; resource_id?: number } | null;
}

/** The product of an update does not exist (any more). */
export function isGone(error: WooErrorBody): boolean {
  return /_invalid_id$|^woocommerce_rest_invalid_product_id$/.test(error.code ?? '');
}

/** The failure that one item of a batch met. */
export function itemFailure(error: WooErrorBody, sku: string): ConnectorFailure {
  const code = error.code ?? '';
  const status = error.data?.status;
  const said = plain(error.message ?? 'no reason given');
  if (code === 'product_invalid_sku') {
    const other = error.data?.resource_id;
    const where = other === undefined ? 'another product' : `product ${other}`;
    return new ConnectorFailure(
      'duplicate',
      `The shop already uses the SKU "${sku}" for ${where}, so nothing was written. WooCommerce does not tell upper and lower case apart. Give one of the two another code, or remove the product in the shop, and try again.`,
      { status },
    );
  }
  if (code.startsWith('product_invalid_global_unique_id')) {
    return new ConnectorFailure(
      'duplicate',
      `The shop refused the barcode of "${sku}" (${said}), so nothing was written. Correct the barcode, or switch off the sending of barcodes in the flow's settings.`,
      { status },
    );
  }
  const failureClass = classOf(code, status);
  return new ConnectorFailure(failureClass, `The shop refused "${sku}": ${said}. ${adviceOf(failureClass)}`, {
    status,
  });
}

function classOf(code: string, status: number | undefined): FailureClass {
  if (status === 401 || status === 403) return 'permission';
  if (status === 429) return 'rate_limit';
  if (status === 413) return 'too_large';
  if (code === 'woocommerce_rest_product_not_created') return 'intermittent';
  return status !== undefined && status >= 500 ? 'intermittent' : 'value';
}

function adviceOf(failureClass: FailureClass): string {
  if (failureClass === 'permission') {
    return 'The key may not change this product. Give its user the role of shop manager and the key read and write permission.';
  }
  if (failureClass === 'value') return 'Correct the article at its source, or the settings of the flow, and try again.';
  return 'Koppel tries again by itself.';
}

/** The product that a stock level or a price belongs to is not in the shop. */
export function missingProduct(sku: string): ConnectorFailure {
  return new ConnectorFailure(
    'missing_reference',
    `The shop has no product with the SKU "${sku}" yet. As soon as the products flow, or a person, has made it, this is delivered by itself.`,
    { waitsFor: `product:${sku}` },
  );
}

/** WordPress puts markup into its sentences. */
function plain(message: string): string {
  return message
    .replace(/<[^>]*>/g, '')
    .replace(/[.\s]+$/, '')
    .slice(0, 300);
}
