import { inlineScriptHashes } from './inline-scripts.js';

describe('inlineScriptHashes', () => {
  it('gives the hash of each script that stands in the page', () => {
    // echo -n 'alert(1)' | openssl dgst -sha256 -binary | base64
    expect(inlineScriptHashes('<head><script>alert(1)</script></head><script>\n</script>')).toEqual([
      `'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='`,
      `'sha256-AbpHGcgLb+kRsJGnwFEktk7uzpZOCcBY74+YBdrKVGs='`,
    ]);
  });

  it('leaves out scripts that are files', () => {
    expect(inlineScriptHashes('<script src="/a.js"></script><script type="module" src="/b.js"></script>')).toEqual([]);
  });
});
