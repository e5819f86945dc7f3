/** Text that is safe inside HTML. */
export class Html {
  constructor(readonly text: string) {}
}

type Part = string | number | Html | readonly Html[];

/** A template whose parts are escaped unless they are `Html` themselves. */
export function html(texts: TemplateStringsArray, ...parts: Part[]): Html {
  return new Html(texts.reduce((all, text, index) => all + render(parts[index - 1] ?? '') + text));
}

function render(part: Part): string {
  if (part instanceof Html) return part.text;
  if (typeof part === 'object') return part.map((each) => each.text).join('');
  return String(part).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

const styles = new Html(`
:root{--ink:#1d2327;--soft:#646970;--line:#dcdcde;--ground:#f6f5f8;--brand:#674399;--paper:#fff}
*{box-sizing:border-box}body{margin:0;font:15px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--ground)}
header{background:var(--brand);color:#fff;padding:1rem 1.5rem;display:flex;gap:1.5rem;align-items:center;flex-wrap:wrap}
header strong{font-size:1.15rem}header nav{display:flex;gap:1rem;flex:1}header a{color:#fff;text-decoration:none;opacity:.85}
header a[aria-current]{opacity:1;border-bottom:2px solid #fff}main{max-width:1080px;margin:1.5rem auto;padding:0 1.5rem}
button{font:inherit;border:0;border-radius:6px;padding:.5rem 1rem;cursor:pointer;background:var(--brand);color:#fff}
a.button{display:inline-block;border-radius:6px;padding:.5rem 1rem;background:var(--brand);color:#fff;text-decoration:none}
header button{background:#fff;color:var(--brand);font-weight:600}:focus-visible{outline:3px solid #b49ad6;outline-offset:2px}
form.search{display:flex;gap:.5rem;margin-bottom:1rem}input{font:inherit;padding:.45rem .7rem;border:1px solid var(--line);border-radius:6px;flex:1}
table{width:100%;border-collapse:collapse;background:var(--paper);border:1px solid var(--line);border-radius:8px;overflow:hidden}
th,td{padding:.55rem .8rem;text-align:left;border-bottom:1px solid var(--line)}th{font-size:.8rem;color:var(--soft);font-weight:600}
td.number,th.number{text-align:right;font-variant-numeric:tabular-nums}tr:last-child td{border-bottom:0}td a{color:var(--brand)}
.badge{display:inline-block;border-radius:99px;padding:.05rem .6rem;font-size:.82rem;background:#eee8f5}
.badge.completed,.badge.instock{background:#d7f0dc}.badge.processing{background:#dbe9fb}.badge.refunded,.badge.outofstock{background:#fbdfdf}
.soft{color:var(--soft)}.notice{background:#d7f0dc;border-radius:8px;padding:.7rem 1rem;margin-bottom:1rem}
.pages{display:flex;gap:1rem;align-items:center;margin-top:1rem}.pages a{color:var(--brand)}
.columns{display:grid;grid-template-columns:repeat(auto-fit,minmax(220px,1fr));gap:1rem;margin-bottom:1rem}
.card{background:var(--paper);border:1px solid var(--line);border-radius:8px;padding:.8rem 1rem}.card h2{font-size:.85rem;margin:0 0 .3rem;color:var(--soft)}
`);

export interface LayoutContent {
  shopTitle: string;
  title: string;
  current: 'products' | 'orders' | 'customers';
  content: Html;
}

export function layout({ shopTitle, title, current, content }: LayoutContent): string {
  const tab = (name: LayoutContent['current'], label: string): Html =>
    html`<a href="/?view=${name}" ${new Html(current === name ? 'aria-current="page"' : '')}>${label}</a>`;
  return `<!doctype html>${
    html`<html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${title} · ${shopTitle}</title>
        <style>
          ${styles}
        </style>
      </head>
      <body>
        <header>
          <strong>${shopTitle}</strong>
          <nav>${tab('products', 'Products')} ${tab('orders', 'Orders')} ${tab('customers', 'Customers')}</nav>
          <form method="post" action="/place-order"><button>Place an order</button></form>
        </header>
        <main>
          <h1>${title}</h1>
          ${content}
        </main>
      </body>
    </html>`.text
  }`;
}

/** A page without the shop's own navigation. */
export function bare(title: string, content: Html): string {
  return `<!doctype html>${
    html`<html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${title}</title>
        <style>
          ${styles}
        </style>
      </head>
      <body>
        <main>
          <h1>${title}</h1>
          ${content}
        </main>
      </body>
    </html>`.text
  }`;
}

export interface ListContent {
  view: string;
  search: string;
  page: number;
  totalPages: number;
  total: number;
  placeholder: string;
  head: Html;
  rows: readonly Html[];
}

/** A search field, a table and links to the pages before and after. */
export function listing(list: ListContent): Html {
  const to = (page: number): string => `/?view=${list.view}&search=${encodeURIComponent(list.search)}&page=${page}`;
  const empty = html`<tr>
    <td colspan="9" class="soft">Nothing here yet.</td>
  </tr>`;
  return html`<form class="search" role="search">
      <input type="hidden" name="view" value="${list.view}" />
      <input name="search" value="${list.search}" placeholder="${list.placeholder}" aria-label="${list.placeholder}" />
      <button>Search</button>
    </form>
    <table>
      <thead>
        <tr>
          ${list.head}
        </tr>
      </thead>
      <tbody>
        ${list.rows.length > 0 ? list.rows : empty}
      </tbody>
    </table>
    <nav class="pages" aria-label="Pages">
      ${list.page > 1 ? html`<a href="${to(list.page - 1)}">Previous</a>` : ''}
      <span class="soft">Page ${list.page} of ${Math.max(1, list.totalPages)} · ${list.total} in all</span>
      ${list.page < list.totalPages ? html`<a href="${to(list.page + 1)}">Next</a>` : ''}
    </nav>`;
}
