export const en = {
  'acme_shop.product_unreadable':
    'The article cannot be read: {field} is missing or not what Acme Shop gives there. Correct it there.',
  'acme_shop.product_ended': 'Article {article} has ended, and the settings of this flow leave ended articles out.',
  'acme_shop.read': 'Read articles',
  'acme_shop.read_advice': 'Check the address and the API key.',
  'acme_shop.readable': 'Articles can be read.',
} as const;
