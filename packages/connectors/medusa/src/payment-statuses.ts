/** What the payment of an order may be. */
export const paymentLabels = {
  authorized: 'Payment secured',
  captured: 'Paid',
  partially_captured: 'Partly paid',
  partially_refunded: 'Partly refunded',
  refunded: 'Refunded',
  not_paid: 'Not paid',
  awaiting: 'Waiting for payment',
  partially_authorized: 'Payment partly secured',
  requires_action: 'Payment needs attention',
  canceled: 'Payment cancelled',
} as const;
