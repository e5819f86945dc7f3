import { manualDocument } from './manual-document.js';

const labels = { copy: 'Copy', linkTo: (title: string) => `Link to “${title}”` };
const read = (markdown: string) => manualDocument(markdown, { origin: 'https://koppel.example.com', labels });

describe('manualDocument', () => {
  it('gives every heading an anchor of its own and lists it', () => {
    const { html, sections } = read(
      '# Exact Online\n\n## 1. Register an app\n\n### Rights & users\n\n## Rights & users\n',
    );
    expect(sections).toEqual([
      { id: '1-register-an-app', title: '1. Register an app', level: 2 },
      { id: 'rights-users', title: 'Rights & users', level: 3 },
      { id: 'rights-users-2', title: 'Rights & users', level: 2 },
    ]);
    expect(html).toContain('<h2 id="1-register-an-app">');
    expect(html).toContain('href="#rights-users-2"');
  });

  it('leaves the title to the page', () => {
    expect(read('# Exact Online\n\nText.').html).not.toContain('<h1');
  });

  it('puts a button to copy at every block of code', () => {
    const { html } = read('```\nck_123\n```');
    expect(html).toContain('<button type="button" data-copy>Copy</button>');
    expect(html).toContain('ck_123');
  });

  it('fills in the address of this Koppel', () => {
    const { html } = read('```\n<your Koppel address>/oauth/callback/exact-online\n```');
    expect(html).toContain('https://koppel.example.com/oauth/callback/exact-online');
  });

  it('still shows HTML in a heading as text', () => {
    const { html, sections } = read('## A <b onclick="x">tag</b>');
    expect(html).not.toContain('<b ');
    expect(sections[0]?.title).toContain('<b onclick="x">');
  });
});
