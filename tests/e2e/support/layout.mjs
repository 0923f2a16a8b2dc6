// The layout of a page: the windows and font sizes in which it has to work, and what can be wrong with it.

/**
 * The smallest window that WCAG 1.4.10 asks for (1280x1024 at a zoom of 400 %), a small and a common phone, a phone in landscape
 * orientation, a laptop.
 */
export const SIZES = [
  { width: 320, height: 256 },
  { width: 320, height: 568 },
  { width: 360, height: 740 },
  { width: 844, height: 390 },
  { width: 1280, height: 800 },
];

/** The browser's font size, in percent of the usual one. */
export const FONT_PERCENTS = [100, 200];

const USUAL_FONT_SIZE = 16;

const protocols = new WeakMap();

/** Sets the font size as the browser's own setting does, which also changes the `rem` of media queries. Chromium only. */
export async function setFontPercent(page, percent) {
  if (!protocols.has(page)) protocols.set(page, await page.context().newCDPSession(page));
  const size = (USUAL_FONT_SIZE * percent) / 100;
  await protocols.get(page).send('Page.setFontSizes', { fontSizes: { standard: size, fixed: size } });
}

export function allLayouts() {
  return SIZES.flatMap((size) => FONT_PERCENTS.map((percent) => ({ size, percent })));
}

/** Runs `inspect` in each of the windows and font sizes. Returns what it finds in each, without those in which it finds nothing. */
export async function inEachLayout(page, inspect, layouts = allLayouts()) {
  const findings = {};
  for (const { size, percent } of layouts) {
    await page.setViewportSize(size);
    await setFontPercent(page, percent);
    const found = await inspect(page);
    if (found.length > 0) findings[`${size.width}x${size.height}, ${percent} %`] = found;
  }
  return findings;
}

/**
 * What doesn't fit: a page that scrolls sideways, elements that stick out of the window, texts that are cut off, words of up to 12
 * letters that are broken in the middle, and bars that cover a third of the window. Runs in the page.
 */
export const misfits = () => {
  const { clientWidth, clientHeight, scrollWidth } = document.documentElement;
  const name = ({ localName, classList }) => [localName, ...classList].join('.');
  const found = scrollWidth > clientWidth ? [`the page is ${scrollWidth} px wide, the window ${clientWidth} px`] : [];
  let covered = 0;
  for (const element of document.body.querySelectorAll('*:not(svg *, template, script)')) {
    if (!element.checkVisibility() || element.closest('.visually-hidden, .skip-link')) continue;
    const box = element.getBoundingClientRect();
    const isOutside = box.left < -0.5 || box.right > clientWidth + 0.5;
    if (isOutside && ![...element.children].some((child) => child.getBoundingClientRect().right > clientWidth + 0.5)) {
      found.push(`${name(element)} sticks out of the window: ${element.textContent.slice(0, 40)}`);
    }
    const { overflowX, position } = getComputedStyle(element);
    const hasText = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim() !== '');
    const isCutOff = overflowX !== 'visible' || element.localName === 'button';
    if (hasText && isCutOff && element.scrollWidth > element.clientWidth + 1) found.push(`${name(element)} cuts off its text`);
    // A bar at the side and a dialog leave no less of the page to read.
    const isBar = position === 'fixed' || position === 'sticky';
    if (isBar && box.height < clientHeight && box.width > clientWidth / 2) covered += box.height;
  }
  if (covered >= clientHeight / 3) found.push(`bars cover ${covered} of ${clientHeight} px`);
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (texts.nextNode()) {
    const { currentNode: text } = texts;
    const element = text.parentElement;
    if (!element.checkVisibility() || element.closest('svg, script, template, option, .visually-hidden, .skip-link')) continue;
    for (const { index, 0: word } of text.data.matchAll(/[\p{L}\p{N}']+/gu)) {
      if (word.length > 12) continue;
      range.setStart(text, index);
      range.setEnd(text, index + word.length);
      const lines = new Set(Array.from(range.getClientRects(), ({ top }) => Math.round(top)));
      if (lines.size > 1) found.push(`${name(element)} breaks “${word}”`);
    }
  }
  return found;
};

/**
 * What is wrong with where the focus is: outside the window, or under something else. An element that is larger than the window only
 * has to be partly visible. Runs in the page.
 */
export const hiddenFocus = () => {
  const focused = document.activeElement;
  if (focused === document.body || focused === null) return [];
  const name = `${focused.localName}.${focused.className} “${(focused.ariaLabel ?? focused.textContent).trim().slice(0, 40)}”`;
  const box = focused.getBoundingClientRect();
  const { clientWidth, clientHeight } = document.documentElement;
  const fits = box.height < clientHeight / 2;
  const isInside = box.left >= -0.5 && box.right <= clientWidth + 0.5 && box.top >= -0.5 && box.bottom <= clientHeight + 0.5;
  if (fits && !isInside) return [`${name} is at ${box.top} to ${box.bottom} of ${clientHeight} px`];
  const points = [0.1, 0.5, 0.9].flatMap((x) => [0.1, 0.5, 0.9].map((y) => [box.left + x * box.width, box.top + y * box.height]));
  const isOwn = (top) => top && (focused.contains(top) || top.contains(focused) || top.closest('label')?.contains(focused));
  const visible = points.filter(([x, y]) => isOwn(document.elementFromPoint(x, y)));
  // The corners of a round button are not its own.
  const enough = fits ? points.length - 4 : 1;
  if (visible.length >= enough) return [];
  const [over] = points.map(([x, y]) => document.elementFromPoint(x, y)).filter((top) => top && !isOwn(top));
  return [`${name} is covered by ${over?.localName}.${over?.className}`];
};
