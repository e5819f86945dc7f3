/** A drawing of our own: a ledger with an arrow that goes round. */
export const logoSvg =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48" role="img" aria-label="Exact Online">' +
  '<rect x="4" y="4" width="40" height="40" rx="9" fill="#b3131b"/>' +
  '<path d="M14 14h20M14 24h13M14 34h20" stroke="#fff" stroke-width="4" stroke-linecap="round"/>' +
  '<circle cx="35" cy="24" r="3" fill="#fff"/></svg>';
