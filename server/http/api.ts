/** What is asked over HTTP before there is a socket, and what is downloaded? JSON under /api; one check at the door. */
import express, { type NextFunction, type Request, type Response, type Router } from 'express';
import { refuse } from '../../shared/lib/result.ts';
import type { Assemblies } from '../engine/assemblies.ts';
import type { People } from '../engine/people.ts';
import type { Clock, Ids, Store } from '../engine/ports.ts';
import type { Door } from '../engine/visitor.ts';
import { answering, sendRefusal } from './answering.ts';
import { asking } from './asking.ts';
import { doorRoutes } from './door-routes.ts';
import { forumRoutes } from './forum-routes.ts';
import { historyRoutes, type HistoryParts } from './history-routes.ts';
import { ownWordsRoutes } from './own-words-routes.ts';
import { peopleRoutes, type PeopleRouteParts } from './people-routes.ts';
import { paperRoutes, type PaperParts } from './paper-routes.ts';
import { sittingRoutes, type ResolutionPaper } from './sitting-routes.ts';

export interface ApiParts extends HistoryParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly door: Door;
  readonly people: People;
  readonly assemblies: Assemblies;
  readonly resolutionPaper: ResolutionPaper;
  readonly papers: PaperParts['papers'];
  readonly register: PeopleRouteParts['register'];
  readonly badgePaper: PeopleRouteParts['badgePaper'];
  readonly onFault: (fault: unknown) => void;
}

export function apiRouter(parts: ApiParts): Router {
  const { door } = parts;
  const router = express.Router();
  router.use(express.json({ limit: '64kb', strict: true }));
  router.use((request, response, next) => {
    response.setHeader('Cache-Control', 'no-store');
    const reading = request.method === 'GET' || request.method === 'HEAD';
    const origin = door.checkOrigin(request, !reading);
    if (origin.ok) next();
    else sendRefusal(response, origin);
  });

  const answer = answering(parts.onFault);
  const asked = asking(parts);
  doorRoutes(router, answer, asked, parts);
  forumRoutes(router, answer, asked, parts);
  sittingRoutes(router, answer, asked, parts);
  historyRoutes(router, answer, asked, parts);
  ownWordsRoutes(router, answer, asked, parts);
  paperRoutes(router, answer, asked, parts);
  peopleRoutes(router, answer, asked, parts);

  router.use((_request, response) => {
    sendRefusal(response, refuse('not-found'));
  });

  // Malformed JSON and bodies over the limit come here from the parser.
  router.use((fault: unknown, _request: Request, response: Response, _next: NextFunction) => {
    const status = typeof fault === 'object' && fault !== null && 'status' in fault ? fault.status : 500;
    if (status === 413) sendRefusal(response, refuse('too-large'));
    else if (typeof status === 'number' && status < 500) sendRefusal(response, refuse('malformed'));
    else {
      parts.onFault(fault);
      sendRefusal(response, refuse('fault'));
    }
  });
  return router;
}
