import { renderMarkdown } from './markdown.js';

describe('renderMarkdown', () => {
  it('renders headings, lists and tables', () => {
    const html = renderMarkdown('# Title\n\n- one\n\n| a | b |\n| - | - |\n| 1 | 2 |');
    expect(html).toContain('<h1>Title</h1>');
    expect(html).toContain('<li>one</li>');
    expect(html).toContain('<td>1</td>');
  });
  it('puts its headings below the one it stands under', () => {
    expect(renderMarkdown('## Part\n\n### Detail', 4)).toBe('<h4>Part</h4>\n<h5>Detail</h5>\n');
  });
  it('shows HTML as text', () => {
    expect(renderMarkdown('<script>alert(1)</script>')).not.toContain('<script');
    expect(renderMarkdown('a <img src=x onerror=alert(1)> b')).not.toContain('<img');
  });
  it('makes no link of what could run', () => {
    expect(renderMarkdown('[click](javascript:alert(1))')).not.toContain('href');
    expect(renderMarkdown('[click](//evil.example)')).not.toContain('href');
  });
  it('cannot be broken out of an attribute', () => {
    expect(renderMarkdown('[x](https://a.example/"onmouseover="alert(1))')).not.toContain('"onmouseover="');
  });
  it('opens other sites in a window of their own', () => {
    expect(renderMarkdown('[apps](https://apps.exactonline.com)')).toContain(
      'target="_blank" rel="noopener noreferrer"',
    );
  });
});
