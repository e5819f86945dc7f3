/** A drawing of our own: a hexagon with a round heart, in the manner of a jellyfish seen from above. */
export const logoSvg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48" role="img" aria-label="Medusa">
  <path d="M24 3l18.2 10.5v21L24 45 5.8 34.5v-21z" fill="#18181b"/>
  <circle cx="24" cy="24" r="9.5" fill="none" stroke="#fff" stroke-width="5"/>
</svg>`;
