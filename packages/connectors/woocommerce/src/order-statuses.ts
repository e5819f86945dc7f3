/** The statuses of orders that WooCommerce itself has; plug-ins add others. */
export const statusLabels = {
  pending: 'Waiting for payment',
  processing: 'Paid, to be sent',
  'on-hold': 'On hold',
  completed: 'Completed',
  cancelled: 'Cancelled',
  refunded: 'Refunded',
  failed: 'Payment failed',
};
