/** What is drawn at an address? One lazy chunk a page. */
import type { Component } from 'svelte';
import { language } from './i18n/language.svelte.ts';
import type { Route } from './live/routes.ts';

/** A page ready to be drawn. */
export interface Drawable {
  readonly Page: Component<Record<string, unknown>>;
  readonly props: Record<string, unknown>;
}

/** Fetches the page's chunk. Rejects when the network fails; the caller offers to try again. */
export async function loadPage(route: Route): Promise<Drawable> {
  switch (route.page) {
    case 'home':
      return drawable((await import('./features/people/JoinByCodePage.svelte')).default, { code: '' });
    case 'join':
      return drawable((await import('./features/people/JoinByCodePage.svelte')).default, { code: route.code });
    case 'personal-link':
      return drawable((await import('./features/people/PersonalLinkPage.svelte')).default, { token: route.token });
    case 'new-forum':
      return drawable((await withWork(import('./features/forum/NewForumPage.svelte'))).default, {});
    case 'programme':
      return drawable((await import('./features/forum/ProgrammePage.svelte')).default, { forumId: route.forumId });
    case 'people':
      return drawable((await withWork(import('./features/desk/register/PeoplePage.svelte'))).default, {
        forumId: route.forumId,
      });
    case 'sitting':
      return drawable((await withWork(import('./features/sitting/SittingPage.svelte'))).default, {
        sittingId: route.sittingId,
      });
    case 'desk':
      return drawable((await withWork(import('./features/desk/DeskPage.svelte'))).default, {
        sittingId: route.sittingId,
      });
    case 'follow':
      return drawable((await import('./features/follow/FollowPage.svelte')).default, { sittingId: route.sittingId });
    case 'record':
      return drawable((await import('./features/record/RecordPage.svelte')).default, { sittingId: route.sittingId });
    case 'stage':
      return drawable((await import('./features/stage/StagePage.svelte')).default, { token: route.token });
    case 'check':
      return drawable((await import('./features/record/CheckPage.svelte')).default, { code: route.code });
    case 'not-found':
      return drawable((await import('./features/people/NotFoundPage.svelte')).default, {});
  }
}

/** A page for those who conduct and draft, with the words for it. */
async function withWork<Module>(page: Promise<Module>): Promise<Module> {
  const [loaded] = await Promise.all([page, language.work()]);
  return loaded;
}

/** The one place where a page's props are checked against the page; after it they only travel. */
function drawable<Props extends Record<string, unknown>>(page: Component<Props>, props: Props): Drawable {
  return { Page: page as unknown as Drawable['Page'], props };
}
