export const en = {
  blockedTitle: 'Your browser blocked the wizard’s window',
  blocked: 'You can go on in this tab right away. To use a window of its own, allow pop-ups for this site first:',
  allow: {
    chrome:
      'Click the small window with a red cross at the right of the address bar and choose “Always allow pop-ups”.',
    edge: 'Click the small window with a cross at the right of the address bar and choose “Always allow”.',
    firefox: 'Click “Options” in the bar at the top of the page and choose “Allow pop-ups for this site”.',
    safari:
      'Click the two small windows in the address bar, or choose Safari, Settings for this website, Pop-up windows, Allow.',
    other: 'Click the small icon in the address bar that tells of a blocked window, and allow it.',
  },
  sameTab: 'Go on in this tab',
  again: 'Try the window again',
} as const;
