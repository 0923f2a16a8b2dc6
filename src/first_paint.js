// Runs in the head, before anything is painted (docs/adr/0018-first-paint-and-failure.md): puts the chosen colours on the page,
// and decides what it shows until the program has drawn itself. That is the safety page on a first visit, and the splash for
// anyone who has read it. Nothing here may throw: what can't be read is taken as not there.
(() => {
  // As in crates/unknot-core/src/storage/keys.rs, the newest first.
  const KEYS = ['unknot.settings.v2', 'unknot.settings'];
  const root = document.documentElement;
  const { theme, safety_read: hasRead } = settings();

  /** The stored settings: JSON in an envelope, a tab, and a checksum that is the program's business. */
  function settings() {
    for (const key of KEYS) {
      try {
        const text = localStorage.getItem(key);
        const { data } = JSON.parse(text.slice(0, text.lastIndexOf('\t')));
        if (data) return data;
      } catch {
        // Not there, not readable, or the storage is closed to this page.
      }
    }
    return {};
  }

  /** The style sheets follow the attribute, the bars of the browser its `meta` elements. */
  function paint() {
    root.dataset.theme = theme;
    const metas = [...document.querySelectorAll('meta[name="theme-color"]')];
    const color = metas.find((meta) => meta.media.includes(theme))?.content;
    for (const meta of metas) meta.content = color;
    document.querySelector('meta[name="color-scheme"]').content = theme;
  }

  /** The safety page leads to the page with all signs, and that is the program's. */
  function decide() {
    const isElsewhere = /^#\/*safety\/*(\?|$)/.test(location.hash);
    root.dataset.start = hasRead === true || isElsewhere ? 'splash' : 'safety';
  }

  if (theme === 'light' || theme === 'dark') paint();
  decide();
  addEventListener('hashchange', decide);
  addEventListener('unknot-drawn', () => removeEventListener('hashchange', decide), { once: true });
})();
