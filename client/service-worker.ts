/**
 * How does the app open without a line? The pages, scripts and faces of one build lie in one cache, and every page is drawn from it.
 *
 * A page is never of two versions: its first file comes from the cache of the version that is in force, and the names of all others
 * carry a hash of what is in them. A new version is fetched beside the old one and waits until a page asks for it. What the server
 * knows (API, texts, sockets) and the hall’s screen pass by untouched.
 */

/** Set by the build: the files with the hash that each must have, and a name that changes with any of them. */
declare const ORTAQ_SHELL: readonly { readonly path: string; readonly integrity: string }[];
declare const ORTAQ_VERSION: string;

/** What a worker has and a page has not, as far as it is used here. */
interface WorkerEvent extends Event {
  waitUntil(done: Promise<unknown>): void;
}
interface WorkerFetchEvent extends WorkerEvent {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}
interface Worker {
  readonly location: Location;
  addEventListener(type: 'install' | 'activate', hear: (event: WorkerEvent) => void): void;
  addEventListener(type: 'fetch', hear: (event: WorkerFetchEvent) => void): void;
  addEventListener(type: 'message', hear: (event: MessageEvent) => void): void;
  skipWaiting(): Promise<void>;
}
const worker = globalThis as unknown as Worker;

const prefix = 'ortaq-shell-';
const own = prefix + ORTAQ_VERSION;
const firstFile = '/index.html';
/** As the server knows them, but for the stage: it stands in the hall, has a line, and comes back by itself. */
const pages = /^\/(?:$|join(?:\/|$)|p\/|new(?:\/|$)|f\/|s\/|check(?:\/|$))/;
const hashedFiles = '/assets/';
const asItIs: CacheQueryOptions = { ignoreVary: true };

worker.addEventListener('install', (event) => event.waitUntil(fetchShell()));
worker.addEventListener('activate', (event) => event.waitUntil(clearOld()));
worker.addEventListener('message', ({ data }) => {
  if (data === 'take-over') void worker.skipWaiting();
});
worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== worker.location.origin) return;
  if (request.mode === 'navigate') {
    if (pages.test(pathname)) event.respondWith(answer(firstFile, request));
  } else if (pathname.startsWith(hashedFiles)) event.respondWith(answerHashed(request));
  else if (ORTAQ_SHELL.some(({ path }) => path === pathname)) event.respondWith(answer(pathname, request));
});

/** One by one: on a slow line the page itself comes first. All of it, or the version is not there. */
async function fetchShell(): Promise<void> {
  const cache = await caches.open(own);
  for (const { path, integrity } of ORTAQ_SHELL) {
    const kept = path.startsWith(hashedFiles) ? await caches.match(path, asItIs) : undefined;
    // The hash also tells a server that was renewed meanwhile: then this version is not to be had any more.
    const mode = path.startsWith(hashedFiles) ? 'default' : 'no-cache';
    const response = kept ?? (await fetch(path, { integrity, cache: mode, credentials: 'omit' }));
    if (!response.ok) throw new Error(`${path}: ${String(response.status)}`);
    await cache.put(path, response);
  }
}

/** The version before stays: pages that were opened with it still fetch their parts. */
async function clearOld(): Promise<void> {
  const others = (await caches.keys()).filter((name) => name.startsWith(prefix) && name !== own);
  await Promise.all(others.slice(0, -1).map((name) => caches.delete(name)));
}

async function answer(path: string, request: Request): Promise<Response> {
  const cache = await caches.open(own);
  return (await cache.match(path, asItIs)) ?? fetch(request);
}

async function answerHashed(request: Request): Promise<Response> {
  const kept = await caches.match(request, asItIs);
  if (kept !== undefined) return kept;
  const response = await fetch(request);
  if (response.ok) await (await caches.open(own)).put(request, response.clone());
  return response;
}
