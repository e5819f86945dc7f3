/** A drawing of our own: the first letter in a square. */
export const logoSvg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48" role="img" aria-label="Acme Shop">
  <rect width="48" height="48" rx="8" fill="#334155"/>
  <text x="24" y="33" font-family="sans-serif" font-size="26" fill="#fff" text-anchor="middle">A</text>
</svg>`;
