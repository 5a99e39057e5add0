/**
 * Is a newer version of the app here, and how is it taken? The service worker keeps each version whole; this asks it to go over to the
 * newest when nothing can be lost: when the app is opened, or when somebody presses.
 */

/** The page comes first; what the app needs without a line is fetched behind it. */
const registerAfterMs = 4_000;
const askAgainMs = 30 * 60_000;
/** When the app is opened nobody waits longer for a newer version to take over. */
const takeOverWithinMs = 2_000;
/**
 * Chromium starts the worker before once more for any file that is asked for while it stops, and then lets it rest for half a minute
 * before the new one may follow. A page loaded again in between would hang.
 */
const takeOverAtLeisureMs = 45_000;
const fetchWithinMs = 60_000;

class AppVersion {
  #isReady = $state(false);
  #isReloading = $state(false);
  #registration: ServiceWorkerRegistration | undefined;

  /** A newer version has been fetched and waits. */
  get isReady(): boolean {
    return this.#isReady;
  }

  /** Asked for, and the newer version is still on its way. */
  get isReloading(): boolean {
    return this.#isReloading;
  }

  /** Before anything is drawn: a version that has been waiting is taken. Resolves at once where there is none. */
  async takeWaiting(): Promise<void> {
    const registration = await workers()?.getRegistration();
    if (registration?.waiting != null && (await takeOver(registration.waiting, takeOverWithinMs))) location.reload();
  }

  /** Sees to it that the app opens without a line. Over plain http browsers have no service worker: then it needs its line. */
  keep(): void {
    if (workers() === undefined || !import.meta.env.PROD || location.pathname.startsWith('/stage/')) return;
    setTimeout(() => this.#registerWithLine(), registerAfterMs);
  }

  /** Where the line is cut just then, when it is back. */
  #registerWithLine(): void {
    const again = (): void => addEventListener('online', () => this.#registerWithLine(), { once: true });
    if (!navigator.onLine) again();
    else void this.#register().catch(again);
  }

  async #register(): Promise<void> {
    const registration = await workers()?.register('/service-worker.js', { updateViaCache: 'none' });
    if (registration === undefined) return;
    this.#registration = registration;
    const watch = (): void => {
      this.#look(registration);
      registration.installing?.addEventListener('statechange', () => this.#look(registration));
    };
    watch();
    registration.addEventListener('updatefound', watch);
    setInterval(() => void registration.update().catch(() => undefined), askAgainMs);
  }

  #look(registration: ServiceWorkerRegistration): void {
    // The very first one is no news.
    this.#isReady = registration.waiting !== null && workers()?.controller != null;
  }

  /** Loads the page again, in the newest version that can be had. */
  async reload(): Promise<void> {
    this.#isReloading = true;
    // Where storage is forbidden browsers refuse to say whether there is a worker; the page is loaded again all the same.
    const registration =
      this.#registration ??
      (await workers()
        ?.getRegistration()
        .catch(() => undefined));
    if (registration !== undefined) {
      await registration.update().catch(() => undefined);
      const waiting = registration.waiting ?? (await fetched(registration.installing));
      if (waiting !== null) await takeOver(waiting, takeOverAtLeisureMs);
    }
    location.reload();
  }
}

export const appVersion = new AppVersion();

function workers(): ServiceWorkerContainer | undefined {
  return (navigator as { readonly serviceWorker?: ServiceWorkerContainer }).serviceWorker;
}

/** The worker when it has all its files; `null`: there is none, or it could not get them. */
function fetched(coming: ServiceWorker | null): Promise<ServiceWorker | null> {
  if (coming === null) return Promise.resolve(null);
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(null), fetchWithinMs);
    coming.addEventListener('statechange', () => {
      if (coming.state === 'installing') return;
      clearTimeout(timer);
      resolve(coming.state === 'installed' ? coming : null);
    });
  });
}

function takeOver(waiting: ServiceWorker, withinMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), withinMs);
    waiting.addEventListener('statechange', () => {
      if (waiting.state !== 'activated') return;
      clearTimeout(timer);
      resolve(true);
    });
    waiting.postMessage('take-over');
  });
}
