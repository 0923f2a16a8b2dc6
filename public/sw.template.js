// The service worker: keeps one complete, verified copy of the app on the device and serves it from there.
// tools/post_build.mjs fills in __VERSION__, __FILES__ and __VOICES__ and ships the result as sw.js; this file is not shipped.
//
// Install   A file is taken over from an older copy when its digest is still right, and downloaded otherwise. One
//           wrong digest, such as a deployment caught half-way, fails the whole install: the version that works
//           stays, and the browser tries again later. The open pages are told why.
// Activate  Takes charge of the open page, so that the second start is already offline, and deletes this app's
//           older caches. Other apps may share the origin: nothing of theirs is touched.
// Fetch     Listed files come from the cache. Any other page inside the scope comes from the network, because the host may have
//           pages of its own; one that isn't there leads to the app's start, because screens live in the fragment. A clip of a
//           voice is kept when it is first fetched, in a cache of that voice, which outlives versions: a clip never changes. The
//           list of the voice's digests comes with its first clip, so nobody downloads a byte of a voice that they don't hear.
//           A clip is checked each time it is used, and one that is wrong is fetched again. Everything else goes to the network
//           untouched.
// Repair    Browsers evict caches and keep the worker. At each start the page asks for what is missing to be stored again.
//
// The page's side of an update (a new version never takes over by itself):
//  1. Register once the app is usable, in release builds only: register('./sw.js', { updateViaCache: 'none' }).
//     Call registration.update() when the page becomes visible, at most hourly.
//  2. `registration.waiting`, at start or after `updatefound` and a `statechange` to `installed`, means that an
//     update is ready, provided that the page has a `navigator.serviceWorker.controller`. Ask the person.
//  3. On consent, and once the network is idle: registration.waiting.postMessage({ type: 'skip-waiting' }), with a port.
//  4. The worker looks at navigator.locks.query(), and goes on waiting while a Web Lock `unknot-session…` is held, in any tab. It
//     answers 'taking-over' or 'in-session'. A running session holds a lock of its own, `unknot-session.<id>`, from its start
//     to its end. Below the root of a host the names of locks begin with the path of the app
//     (docs/adr/0023-names-by-folder.md).
//  5. Reload once on `controllerchange`, or when the worker's state says that it has taken over, because iOS sometimes misses the
//     event. Both can take a while (docs/adr/0018-first-paint-and-failure.md). But look at the lock before: a session that
//     began meanwhile goes on, and the page reloads another time. The very first activation fires `controllerchange` too: a
//     page that had no controller must not reload for it.

const VERSION = __VERSION__;
/** What the app is made of: [address relative to the scope, start of the SHA-256 in base64]. */
const FILES = __FILES__;

/** The folders of clips below voice/, and the file that lists the digests of their clips: [folder, [address, its own digest]]. */
const VOICES = new Map(__VOICES__);

/**
 * Headers of the host that the copies keep: what the page is, and what it and others may do with it. A host that sets them means
 * them for each start, also for one from the cache.
 */
const KEPT_HEADERS = [
  'Content-Type',
  'Content-Security-Policy',
  'Cross-Origin-Embedder-Policy',
  'Cross-Origin-Opener-Policy',
  'Cross-Origin-Resource-Policy',
  'Permissions-Policy',
  'Referrer-Policy',
  'X-Content-Type-Options',
  'X-Frame-Options',
];

const HOME = new URL('./', self.location.href);
// Two copies of the app on one origin, at different paths, must neither delete each other's files nor see each other's sessions.
const PREFIX = 'unknot-';
const SUFFIX = `@${HOME.pathname}`;
const CACHE = PREFIX + VERSION + SUFFIX;
const OLD_SESSION = 'unknot-session';
const SESSION = (HOME.pathname === '/' ? '' : HOME.pathname) + OLD_SESSION;
const voiceCache = (voice) => `${PREFIX}voice-${voice}${SUFFIX}`;
const DIGESTS = new Map(FILES.map(([address, digest]) => [new URL(address, HOME).href, digest]));

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(activate()));

self.addEventListener('message', (event) => {
  const [port] = event.ports;
  if (event.data?.type === 'skip-waiting') event.waitUntil(takeOverUnlessInSession(port, event.source));
  if (event.data?.type === 'store-missing') event.waitUntil(storeMissing(port));
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || !url.href.startsWith(HOME.href)) return;
  url.search = '';
  url.hash = '';
  if (DIGESTS.has(url.href)) event.respondWith(fromCache(url.href, request));
  else if (voiceOf(url)) event.respondWith(fromVoice(url, request));
  else if (request.mode === 'navigate') event.respondWith(fromHost(request));
});

async function install() {
  try {
    await store();
  } catch (error) {
    const pages = await self.clients.matchAll({ includeUncontrolled: true, type: 'window' });
    for (const page of pages) page.postMessage({ type: 'not-stored', reason: reasonOf(error) });
    throw error;
  }
}

/** Stores each file that the copy lacks. */
async function store() {
  const cache = await caches.open(CACHE);
  const stored = new Set((await cache.keys()).map(({ url }) => url));
  const missing = [...DIGESTS].filter(([url]) => !stored.has(url));
  if (missing.length === 0) return;
  const copies = await Promise.all((await ownCaches()).map((name) => caches.open(name)));
  await Promise.all(
    missing.map(async ([url, digest]) => {
      await cache.put(url, (await keep(copies, url, digest)) ?? (await download(url, digest)));
    }),
  );
}

/** Stores what the browser has evicted, and answers `stored`, or why it can't. */
async function storeMissing(asker) {
  asker?.postMessage(await store().then(() => 'stored', reasonOf));
}

/** Why a file can't be stored: `full`, `altered` by the host, or no `network`. */
function reasonOf({ name }) {
  return { QuotaExceededError: 'full', AlteredError: 'altered' }[name] ?? 'network';
}

async function activate() {
  const current = [CACHE, ...[...VOICES.keys()].map(voiceCache)];
  const older = (await ownCaches()).filter((name) => !current.includes(name));
  await Promise.all(older.map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function takeOverUnlessInSession(port, asker) {
  const { held } = await navigator.locks.query();
  const isHeld = (prefix) => held.some(({ name }) => name.startsWith(prefix));
  const inSession = isHeld(SESSION) || (isHeld(OLD_SESSION) && (await isOpenBeside(asker)));
  port?.postMessage(inSession ? 'in-session' : 'taking-over');
  if (!inSession) await self.skipWaiting();
}

/** Whether this copy of the app is open in another tab. That can be of an earlier version, whose locks had no path. */
async function isOpenBeside(asker) {
  const pages = await self.clients.matchAll({ includeUncontrolled: true, type: 'window' });
  return pages.some(({ id, url }) => id !== asker?.id && new URL('./', url).href === HOME.href);
}

async function fromCache(url, request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(url)) ?? fetch(request);
}

/** Which voice a clip is of. */
function voiceOf(url) {
  const [folder, voice, ...file] = url.href.slice(HOME.href.length).split('/');
  return folder === 'voice' && file.length === 1 && VOICES.has(voice) ? voice : undefined;
}

/**
 * A clip, from now on without the network. One that was cut off, or what a network says in place of it, such as a page to log in, is
 * neither kept nor said.
 */
async function fromVoice(url, request) {
  const cache = await caches.open(voiceCache(voiceOf(url)));
  const digest = await clipDigest(url);
  const kept = await verified(await cache.match(url.href), digest);
  if (kept) return kept;
  for (const mode of ['default', 'reload']) {
    const response = await fetch(request, { cache: mode });
    if (!response.ok) return response;
    const isSound = /^(audio\/|application\/octet-stream)/.test(response.headers.get('Content-Type'));
    const clip = isSound && (await verified(response, digest));
    if (clip) {
      // A full disk is no reason not to speak.
      await cache.put(url.href, clip.clone()).catch(() => {});
      return clip;
    }
  }
  return new Response('This is not the clip.', { status: 502 });
}

/** The digests of each voice's clips, by their addresses: promises. */
const clipDigests = new Map();

/** The digest of a clip. The empty one fits every clip: that of a voice whose list can't be had now. */
async function clipDigest(url) {
  const voice = voiceOf(url);
  if (!clipDigests.has(voice)) clipDigests.set(voice, readClipDigests(voice));
  const digests = await clipDigests.get(voice);
  if (digests.size === 0) clipDigests.delete(voice);
  return digests.get(url.href) ?? '';
}

/** The list has the clips' names and the first digits of their SHA-256, both of eight hexadecimal digits. */
async function readClipDigests(voice) {
  const list = (await (await clipList(voice))?.text()) ?? '';
  const address = (name) => new URL(`voice/${voice}/${name}.mp3`, HOME).href;
  return new Map([...list.matchAll(/([0-9a-f]{8})([0-9a-f]{8})/g)].map(([, name, hex]) => [address(name), hex]));
}

/** The list of a voice, which is kept beside its clips, in place of the one of an earlier version. */
async function clipList(voice) {
  const [address, digest] = VOICES.get(voice);
  const { href } = new URL(address, HOME);
  const cache = await caches.open(voiceCache(voice));
  const kept = await verified(await cache.match(href), digest);
  if (kept) return kept;
  const list = await fetch(href).then((response) => verified(response, digest), () => undefined);
  if (!list) return undefined;
  const older = (await cache.keys()).filter(({ url }) => url.endsWith('.txt'));
  await Promise.all(older.map((request) => cache.delete(request)));
  await cache.put(href, list.clone()).catch(() => {});
  return list;
}

/** A page that isn't the app's. One that the host doesn't have either, or that it can't be asked for, leads to the app's start. */
async function fromHost(request) {
  const response = await fetch(request).catch(() => undefined);
  return response && response.status !== 404 ? response : Response.redirect(HOME.href);
}

async function ownCaches() {
  const names = await caches.keys();
  // A path can contain the character before it, and what precedes the path can't.
  return names.filter((name) => name.startsWith(PREFIX) && name.slice(name.indexOf('@')) === SUFFIX);
}

/** The file as an earlier version stored it, if it is still the right one. */
async function keep(copies, url, digest) {
  for (const copy of copies) {
    const response = await verified(await copy.match(url), digest);
    if (response) return response;
  }
  return undefined;
}

/** What the first visit just loaded is usually in the HTTP cache; what is stale there is loaded again. */
async function download(url, digest) {
  for (const cache of ['default', 'reload']) {
    const response = await verified(await fetch(url, { cache }), digest);
    if (response) return response;
  }
  throw Object.assign(new Error(`${url} is not the file of version ${VERSION}`), { name: 'AlteredError' });
}

/**
 * A plain copy of the response (a redirected one must not answer a navigation), or nothing if its digest is wrong. A digest of a file
 * is in base64, that of a clip in hexadecimal digits.
 */
async function verified(response, digest) {
  if (!response?.ok) return undefined;
  const body = await response.arrayBuffer();
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', body));
  const hex = Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
  if (![hex, btoa(String.fromCharCode(...hash))].some((known) => known.startsWith(digest))) return undefined;
  const kept = KEPT_HEADERS.filter((name) => response.headers.has(name));
  return new Response(body, { headers: kept.map((name) => [name, response.headers.get(name)]) });
}
