/** The heading of a page and the sentence below it. */
export type Heading = readonly [title: string, introduction: string];

/** Path → heading. */
export type FirstHeadings = Record<string, Heading>;

export type Frame = 'sign-in' | 'wizard' | 'console';

/** The frame around the page at a path. */
export function frameOf(path: string): Frame {
  if (path === '/sign-in') return 'sign-in';
  return path === '/wizard' || path.startsWith('/wizard/') ? 'wizard' : 'console';
}

/** The heading of the page at a path, if it is known before anything is loaded. */
export function headingOf(headings: FirstHeadings, path: string): Heading | undefined {
  return headings[path.length > 1 ? path.replace(/\/$/, '') : path];
}
