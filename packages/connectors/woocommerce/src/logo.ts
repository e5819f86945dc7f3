/** A shopping bag with a W, drawn for Koppel. */
export const logoSvg =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48" role="img" aria-label="WooCommerce">' +
  '<path fill="#674399" d="M9 15h30l3 25a4 4 0 0 1-4 4H10a4 4 0 0 1-4-4z"/>' +
  '<path fill="none" stroke="#674399" stroke-width="3.5" stroke-linecap="round" d="M16 19v-6a8 8 0 0 1 16 0v6"/>' +
  '<path fill="none" stroke="#fff" stroke-width="3" stroke-linecap="round" stroke-linejoin="round" d="m14 25 4 12 6-9 6 9 4-12"/>' +
  '</svg>';
