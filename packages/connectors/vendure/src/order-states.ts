/** The states of Vendure's own order process after the cart, in the words of its dashboard. */
export const orderStateLabels: Readonly<Record<string, string>> = {
  PaymentSettled: 'Paid',
  PaymentAuthorized: 'Paid (authorised)',
  PartiallyShipped: 'Partially shipped',
  Shipped: 'Shipped',
  PartiallyDelivered: 'Partially delivered',
  Delivered: 'Delivered',
  ArrangingPayment: 'Waiting for payment',
  ArrangingAdditionalPayment: 'Waiting for an additional payment',
  Modifying: 'Being changed',
  Cancelled: 'Cancelled',
};

/** Paid, or its payment secured, and not cancelled. */
export const takenStates: readonly string[] = [
  'PaymentSettled',
  'PaymentAuthorized',
  'PartiallyShipped',
  'Shipped',
  'PartiallyDelivered',
  'Delivered',
];
