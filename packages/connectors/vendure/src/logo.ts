/** Koppel's own drawing of a shop bag with a V; not the mark of Vendure. */
export const logoSvg =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48" role="img" aria-label="Vendure">' +
  '<path d="M8 16h32l-3 26H11z" fill="#0f9fd8"/>' +
  '<path d="M17 19v-6a7 7 0 0 1 14 0v6" fill="none" stroke="#0b3b52" stroke-width="3" stroke-linecap="round"/>' +
  '<path d="m17 25 7 12 7-12" fill="none" stroke="#fff" stroke-width="4" stroke-linecap="round" stroke-linejoin="round"/></svg>';
