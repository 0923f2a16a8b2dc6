// Runs in the head, and keeps running when the program can't (docs/adr/0018-first-paint-and-failure.md). It detects that the
// program doesn't start or has crashed, stops all sound, saves the error message, and shows a page of plain HTML from index.html.
// All it needs from the program are four events (src/platform/crash.rs).
(() => {
  /** Keys have the path of the app's folder, as in src/platform/home.rs. */
  const HOME = location.pathname.replace(/[^/]*$/, '').replace(/^\/$/, '');
  /** The key of the last failure, for a report. */
  const REPORT = `${HOME}unknot.crash`;
  const LONGEST_REPORT = 4000;
  /** The key of the number of consecutive starts that drew no page, and of the time of the last one. */
  const STARTS = `${HOME}unknot.starts`;
  const TOO_MANY_STARTS = 2;
  /** Starts within this time of each other, in ms, are tabs that were opened together. */
  const APART = 3000;
  /** The key of the number of consecutive reloads of this tab for a repaired version. */
  const REPAIRS = `${HOME}unknot.repairs`;
  const MOST_REPAIRS = 3;
  /** How long the Reload button looks for a repaired version, and how long the page waits for an idle network, in ms. */
  const PATIENCE = 4000;
  /** The time between two looks at the state of a version that is taking over, in ms, as in src/platform/service_worker.rs. */
  const LOOK = 2000;
  /** The number of looks. Chromium can take a minute. */
  const MOST_LOOKS = 45;
  /** The network is idle once this time has passed since the last response, in ms. */
  const IDLE = 500;
  /** How long a page may survive a navigation away from it, in ms. */
  const LEAVING = 300;
  const PAGE = document;
  /** The events that the program may listen to. */
  const EVENTS = [
    'click', 'dblclick', 'pointerdown', 'pointermove', 'pointerup', 'keydown', 'keyup', 'input', 'change', 'submit', 'toggle',
    'focusin', 'focusout', 'visibilitychange', 'pagehide', 'pageshow', 'resume', 'freeze', 'hashchange', 'popstate', 'storage',
    'online', 'offline', 'resize', 'scroll',
  ];

  const { CompileError = class {}, LinkError = class {}, RuntimeError = class {} } = globalThis.WebAssembly ?? {};
  const setItem = globalThis.Storage?.prototype.setItem;
  let running = [];
  let phase = 'loading';
  let hasFailed = false;

  // The length of the stack in a report; browsers that don't know this setting give all of it.
  Error.stackTraceLimit = 30;

  // ---------------------------------------------------------------- events

  listen('unknot-begun', () => {
    phase = 'starting';
  });
  listen('unknot-drawn', () => {
    phase = 'drawn';
    forget(localStore(), STARTS);
    forget(sessionStore(), REPAIRS);
  });
  // Something that keeps running by itself: an audio element, a microphone's stream, a wake lock.
  listen('unknot-runs', ({ detail }) => {
    running = [...running.filter((one) => one.active !== false && !one.released), detail];
  });
  listen('unknot-panic', ({ detail }) => fail(ofPhase(), `${detail}\n${new Error().stack}`));
  listen('unknot-no-start', ({ detail }) => {
    // Before the program has begun, the network is to blame, unless the download isn't a valid program.
    if (phase === 'loading' && !isOfWasm(detail)) notFetched();
    else fail(ofPhase(), detail);
  });
  addEventListener('error', (event) => {
    const { target } = event;
    if (target.type === 'module' && phase === 'loading') notFetched();
    else if (isTrap(event.error) || isOfStart(event)) fail(ofPhase(), event.error ?? event.message);
  }, true);
  addEventListener('unhandledrejection', ({ reason }) => {
    if (reason instanceof RuntimeError) fail(ofPhase(), reason);
  });
  // Registered first, so that after a failure no event reaches the program.
  for (const name of EVENTS) {
    addEventListener(name, (event) => {
      if (event.type === 'click' && event.target.closest?.('[data-reload]')) reload(event.target);
      if (hasFailed) event.stopImmediatePropagation();
    }, true);
  }

  try {
    // The smallest possible module tests whether WebAssembly exists and is allowed.
    new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
    countStart();
  } catch (error) {
    fail('no-wasm', error);
  }

  /**
   * Listens to the program of this page. WebKit still runs some tasks of a page that it has left, and what they dispatch on their
   * window reaches the next page; but such an event has the constructor of its own page.
   */
  function listen(name, handle) {
    addEventListener(name, (event) => event instanceof CustomEvent && handle(event));
  }

  /**
   * Whether the error is a trap, or an exception that has unwound through the program without running destructors. Either way the
   * program can't continue. A closure that has been dropped throws before it does anything, and so is harmless.
   */
  function isTrap(error) {
    const hasUnwound = /wasm-function/.test(error?.stack) && !/after being dropped/.test(error.message);
    return error instanceof RuntimeError || hasUnwound;
  }

  function isOfWasm(error) {
    return [CompileError, LinkError, RuntimeError].some((kind) => error instanceof kind);
  }

  /** Whether the program's own script has thrown, rather than that of an extension. */
  function isOfStart({ filename }) {
    return phase === 'loading' && filename?.startsWith(location.origin) && filename.endsWith('.js');
  }

  function ofPhase() {
    return phase === 'drawn' ? 'crash' : 'no-start';
  }

  /** Whether the next page has taken this one's place. */
  function isLeft() {
    return globalThis.document !== PAGE;
  }

  // ---------------------------------------------------------------- a failure

  /** Waits a moment, because some browsers abort downloads when another page is being opened. */
  function notFetched() {
    setTimeout(() => fail('not-fetched'), LEAVING);
  }

  function fail(kind, error) {
    if (hasFailed || isLeft()) return;
    hasFailed = true;
    const report = reportOf(kind, error);
    if (kind === 'crash' || kind === 'no-start') write(localStore(), REPORT, JSON.stringify(report));
    closeDoors();
    silence();
    document.documentElement.dataset.start = 'failed';
    if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', () => show(kind, report));
    else show(kind, report);
    if (kind === 'no-start' || kind === 'not-fetched') repair().then((isRepaired) => isRepaired && location.reload());
  }

  function reportOf(kind, error) {
    const message = [String(error), error?.stack].filter(Boolean).join('\n').slice(0, LONGEST_REPORT);
    const program = document.querySelector('script[type="module"]')?.src.split('/').pop();
    return { v: 1, kind, message, program, at: new Date().toISOString(), browser: navigator.userAgent };
  }

  /** Disables whatever could still store, play or speak, because pending promises may call the program again. */
  function closeDoors() {
    const doors = {
      Storage: ['setItem', 'removeItem', 'clear'],
      IDBObjectStore: ['add', 'put', 'delete', 'clear'],
      HTMLMediaElement: ['play'],
      SpeechSynthesis: ['speak'],
    };
    for (const [name, methods] of Object.entries(doors)) {
      const prototype = globalThis[name]?.prototype ?? {};
      for (const method of methods) {
        prototype[method] = () => {
          throw new Error('The program has failed');
        };
      }
    }
    for (let id = setTimeout(() => {}); id > 0; id -= 1) clearTimeout(id);
    for (let id = requestAnimationFrame(() => {}); id > 0; id -= 1) cancelAnimationFrame(id);
  }

  function silence() {
    for (const one of running) {
      attempt(() => one.pause?.());
      attempt(() => one.removeAttribute?.('src'));
      attempt(() => one.load?.());
      attempt(() => one.getTracks?.().forEach((track) => track.stop()));
      attempt(() => one.release?.());
    }
    attempt(() => speechSynthesis.cancel());
    attempt(() => {
      navigator.mediaSession.metadata = null;
      navigator.mediaSession.playbackState = 'none';
    });
    for (const action of ['play', 'pause', 'stop', 'previoustrack', 'nexttrack', 'seekto']) {
      attempt(() => navigator.mediaSession.setActionHandler(action, null));
    }
  }

  function show(kind, report) {
    document.body.replaceChildren(document.getElementById(kind).content.cloneNode(true));
    const text = document.querySelector('.failure__report');
    if (text) text.textContent = JSON.stringify(report, null, 2).replaceAll('\\n', '\n');
    scrollTo(0, 0);
    const title = document.querySelector('h1');
    document.title = `${title.textContent} · ${document.title.split(' · ').pop()}`;
    title.focus();
  }

  // ---------------------------------------------------------------- recovery

  /** Counts starts that fail without an error, when people just reload. After too many, a waiting version takes over. */
  function countStart() {
    const [count, began] = (read(localStore(), STARTS) ?? '0 0').split(' ').map(Number);
    const now = Date.now();
    if (Math.abs(now - began) < APART) return;
    write(localStore(), STARTS, `${(count || 0) + 1} ${now}`);
    if (count >= TOO_MANY_STARTS) repair().then((isRepaired) => isRepaired && phase !== 'drawn' && location.reload());
  }

  /** Handles a tap on Reload or Try again. */
  async function reload(button) {
    button.setAttribute('aria-disabled', 'true');
    const waiting = await Promise.race([waitingVersion(), after(PATIENCE)]);
    if (waiting) await takeOver(waiting);
    // A slow program may have started in the meantime, and may be in a session.
    if (phase !== 'drawn' || hasFailed) location.reload();
  }

  /**
   * Lets a newer version replace this one, which can no longer ask the person. The worker refuses while a session is running in
   * another tab. Returns whether a reload leads to another version.
   */
  async function repair() {
    const waiting = await waitingVersion();
    return Boolean(waiting) && (await takeOver(waiting)) && mayReload();
  }

  /** The worker of a newer version that is stored and waits, after looking for one. */
  async function waitingVersion() {
    try {
      const workers = navigator.serviceWorker;
      const registration = workers?.controller && (await workers.getRegistration());
      // That of a copy of the app in a folder around this one is none of ours.
      if (registration?.scope !== new URL('./', location.href).href) return null;
      if (!registration.waiting) await registration.update();
      await installed(registration.installing);
      return registration.waiting;
    } catch {
      // No network, or no worker.
      return null;
    }
  }

  /** Limits the reloads, so that a misconfigured host doesn't cause an endless loop. */
  function mayReload() {
    const repairs = Number(read(sessionStore(), REPAIRS) ?? 0) + 1;
    write(sessionStore(), REPAIRS, String(repairs));
    return repairs <= MOST_REPAIRS && read(sessionStore(), REPAIRS) === String(repairs);
  }

  function installed(worker) {
    if (!worker) return undefined;
    return new Promise((done) => {
      worker.addEventListener('statechange', () => worker.state === 'installing' || done());
    });
  }

  /**
   * Asks a version to take over, and resolves to whether it has. It may have to wait until the version in use has finished
   * (docs/adr/0018-first-paint-and-failure.md). Some browsers never report it, so its state is looked at as well.
   */
  async function takeOver(waiting) {
    await Promise.race([networkIdle(), after(PATIENCE)]);
    const { port1, port2 } = new MessageChannel();
    const refused = new Promise((done) => {
      port1.onmessage = ({ data }) => data === 'in-session' && done(false);
    });
    const taken = new Promise((done) => {
      navigator.serviceWorker.addEventListener('controllerchange', () => done(true), { once: true });
    });
    // A worker that is gone has taken over or been replaced, and can't be asked any more.
    attempt(() => waiting.postMessage({ type: 'skip-waiting' }, [port2]));
    for (let looks = 0; looks < MOST_LOOKS; looks += 1) {
      const answer = await Promise.race([refused, taken, after(LOOK)]);
      if (answer !== undefined) return answer;
      if (waiting.state !== 'installed') return true;
    }
    return false;
  }

  /** Waits until the page has loaded and, for a moment, no response has ended. */
  async function networkIdle() {
    const last = () => Math.max(...performance.getEntriesByType('resource').map((one) => one.responseEnd), 0);
    while (document.readyState !== 'complete' || performance.now() < last() + IDLE) await after(IDLE / 2);
  }

  // ---------------------------------------------------------------- helpers

  function after(ms) {
    return new Promise((done) => {
      setTimeout(done, ms);
    });
  }

  function attempt(action) {
    try {
      return action();
    } catch {
      return undefined;
    }
  }

  function localStore() {
    return attempt(() => localStorage);
  }

  function sessionStore() {
    return attempt(() => sessionStorage);
  }

  function read(store, key) {
    return attempt(() => store.getItem(key));
  }

  /** Uses the browser's own method, which `closeDoors` may have replaced. */
  function write(store, key, value) {
    attempt(() => setItem.call(store, key, value));
  }

  function forget(store, key) {
    attempt(() => store.removeItem(key));
  }
})();
