/** Where is the reader? The address as a rune, and the two ways to change it. Links to our own pages need no page load. */
import { parseRoute, pathTo, type Route } from './routes.ts';

class Place {
  #route = $state.raw<Route>(parseRoute(location.pathname));

  constructor() {
    addEventListener('popstate', () => this.#read());
    document.addEventListener('click', (click) => this.#follow(click));
  }

  get route(): Route {
    return this.#route;
  }

  /** Goes to a page; *back* returns. */
  go(route: Exclude<Route, { page: 'not-found' }>): void {
    history.pushState(null, '', pathTo(route));
    this.#read();
    scrollTo(0, 0);
  }

  /** Goes to a page in place of this one: after signing in, *back* must not offer to sign in again. */
  replace(route: Exclude<Route, { page: 'not-found' }>): void {
    history.replaceState(null, '', pathTo(route));
    this.#read();
    scrollTo(0, 0);
  }

  #read(): void {
    this.#route = parseRoute(location.pathname);
  }

  /** An ordinary click on an ordinary link of ours. New tabs, downloads, anchors and other sites stay the browser's. */
  #follow(click: MouseEvent): void {
    if (click.defaultPrevented || click.button !== 0) return;
    if (click.metaKey || click.ctrlKey || click.shiftKey || click.altKey) return;
    const link = click.target instanceof Element ? click.target.closest('a') : null;
    if (link === null || link.target !== '' || link.hasAttribute('download') || link.origin !== location.origin) return;
    const route = parseRoute(link.pathname);
    if (route.page === 'not-found' || link.hash !== '') return;
    click.preventDefault();
    this.go(route);
  }
}

export const place = new Place();
