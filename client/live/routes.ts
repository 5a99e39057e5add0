/** Which page stands at which address? A pure reading of the path. */
import { isId, type ForumId, type SittingId } from '../../shared/lib/ids.ts';

export type Route =
  | { readonly page: 'home' }
  | { readonly page: 'join'; readonly code: string }
  | { readonly page: 'personal-link'; readonly token: string }
  | { readonly page: 'new-forum' }
  | { readonly page: 'programme'; readonly forumId: ForumId }
  | { readonly page: 'people'; readonly forumId: ForumId }
  | { readonly page: 'sitting'; readonly sittingId: SittingId }
  | { readonly page: 'desk'; readonly sittingId: SittingId }
  | { readonly page: 'follow'; readonly sittingId: SittingId }
  | { readonly page: 'record'; readonly sittingId: SittingId }
  | { readonly page: 'stage'; readonly token: string }
  | { readonly page: 'check'; readonly code: string }
  | { readonly page: 'not-found' };

/** Reads a path such as `/s/sit_…/desk`. What is not ours is `not-found`, and so is an id that cannot be one. */
export function parseRoute(path: string): Route {
  const [first, second = '', third, ...more] = path.split('/').filter((part) => part !== '');
  const id = decode(second);
  if (first === undefined) return { page: 'home' };
  if (more.length > 0 || id === undefined) return { page: 'not-found' };
  if (third !== undefined) {
    if (first === 'f' && third === 'people' && isId('forum', id)) return { page: 'people', forumId: id };
    if (first !== 's' || !isId('sitting', id)) return { page: 'not-found' };
    if (third !== 'desk' && third !== 'follow' && third !== 'record') return { page: 'not-found' };
    return { page: third, sittingId: id };
  }
  if (first === 'new' && second === '') return { page: 'new-forum' };
  if (first === 'check') return { page: 'check', code: id };
  if (id === '') return { page: 'not-found' };
  if (first === 'join') return { page: 'join', code: id };
  if (first === 'p') return { page: 'personal-link', token: id };
  if (first === 'stage') return { page: 'stage', token: id };
  if (first === 'f' && isId('forum', id)) return { page: 'programme', forumId: id };
  if (first === 's' && isId('sitting', id)) return { page: 'sitting', sittingId: id };
  return { page: 'not-found' };
}

/** The path of a page: `parseRoute(pathTo(route))` is the route. `not-found` has none of its own. */
export function pathTo(route: Exclude<Route, { page: 'not-found' }>): string {
  switch (route.page) {
    case 'home':
      return '/';
    case 'join':
      return `/join/${encodeURIComponent(route.code)}`;
    case 'personal-link':
      return `/p/${encodeURIComponent(route.token)}`;
    case 'new-forum':
      return '/new';
    case 'programme':
      return `/f/${route.forumId}`;
    case 'people':
      return `/f/${route.forumId}/people`;
    case 'sitting':
      return `/s/${route.sittingId}`;
    case 'desk':
      return `/s/${route.sittingId}/desk`;
    case 'follow':
      return `/s/${route.sittingId}/follow`;
    case 'record':
      return `/s/${route.sittingId}/record`;
    case 'stage':
      return `/stage/${encodeURIComponent(route.token)}`;
    case 'check':
      return route.code === '' ? '/check' : `/check/${encodeURIComponent(route.code)}`;
  }
}

function decode(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}
