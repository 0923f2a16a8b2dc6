// Runs in the head, before anything is painted (docs/adr/0018-first-paint-and-failure.md). It applies the chosen theme, and
// decides what the page shows until the program has drawn itself: the safety page on a first visit, and the splash for anyone
// who has read it. Nothing here may throw: anything unreadable counts as missing.
(() => {
  // The keys of crates/unknot-core/src/storage/keys.rs, newest first. They have the path of the app's folder, as in
  // src/platform/home.rs.
  const KEYS = ['unknot.settings.v2', 'unknot.settings'];
  const HOME = location.pathname.replace(/[^/]*$/, '').replace(/^\/$/, '');
  const root = document.documentElement;
  const { theme, safety_read: hasRead } = settings();

  /** The stored settings: JSON in an envelope, followed by a tab and a checksum, which only the program verifies. */
  function settings() {
    for (const key of [...KEYS.map((key) => HOME + key), ...KEYS]) {
      try {
        // Those without the path are of an earlier version, and are taken over at the first start.
        if (!key.startsWith(HOME) && localStorage.getItem(`${HOME}unknot.home`)) break;
        const text = localStorage.getItem(key);
        const { data } = JSON.parse(text.slice(0, text.lastIndexOf('\t')));
        if (data) return data;
      } catch {
        // Missing, unreadable, or the page has no access to the storage.
      }
    }
    return {};
  }

  /** Sets the attribute for the style sheets, and the `meta` elements for the browser's bars. */
  function paint() {
    root.dataset.theme = theme;
    const metas = [...document.querySelectorAll('meta[name="theme-color"]')];
    const color = metas.find((meta) => meta.media.includes(theme))?.content;
    for (const meta of metas) meta.content = color;
    document.querySelector('meta[name="color-scheme"]').content = theme;
  }

  /** Chooses the splash for the address of all warning signs, because only the program can draw that page. */
  function decide() {
    const isElsewhere = /^#\/*safety\/*(\?|$)/.test(location.hash);
    root.dataset.start = hasRead === true || isElsewhere ? 'splash' : 'safety';
  }

  if (theme === 'light' || theme === 'dark') paint();
  decide();
  addEventListener('hashchange', decide);
  addEventListener('unknot-drawn', () => removeEventListener('hashchange', decide), { once: true });
})();
