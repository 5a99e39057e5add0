/** Where does somebody go who has just come in? To their sitting, to the follower's page of it, or to the programme. */
import type { EnterAnswer } from '../../shared/protocol/http.ts';
import type { Route } from './routes.ts';

export function pageAfter({ forumId, sittingId, follows }: EnterAnswer): Exclude<Route, { page: 'not-found' }> {
  if (sittingId === null) return { page: 'programme', forumId };
  return { page: follows ? 'follow' : 'sitting', sittingId };
}
