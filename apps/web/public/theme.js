// Runs before the first paint and as a file of its own, because the content security policy allows no inline script.
(() => {
  const key = 'koppel.theme';
  const canvases = { light: '#f5f6f8', dark: '#0e1318' };
  const { document, localStorage, matchMedia } = globalThis;
  const dark = matchMedia('(prefers-color-scheme: dark)');

  function stored() {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  }

  function apply() {
    const chosen = stored();
    const isChosen = chosen === 'light' || chosen === 'dark';
    if (isChosen) document.documentElement.dataset.theme = chosen;
    else delete document.documentElement.dataset.theme;
    const shown = isChosen ? chosen : dark.matches ? 'dark' : 'light';
    document.querySelector('meta[name="theme-color"]')?.setAttribute('content', canvases[shown]);
  }

  apply();
  dark.addEventListener('change', apply);
  // Another window of Koppel, such as the wizard's, and this one.
  globalThis.addEventListener('storage', apply);
  globalThis.addEventListener(key, apply);
})();
