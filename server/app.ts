/** What is served over HTTP? The API, the built client, and whether the server is well. */
import express, { type Express } from 'express';
import helmet from 'helmet';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import sirv from 'sirv';
import { apiRouter, type ApiParts } from './http/api.ts';

export interface AppParts extends ApiParts {
  readonly publicUrl: URL | null;
  readonly clientDirectory: string | null;
}

/** Pages of the client's own router; any other path is not found. */
const pages = /^\/(?:$|join(?:\/|$)|p\/|new(?:\/|$)|f\/|s\/|stage\/|check(?:\/|$))/;

export function createApp(parts: AppParts): Express {
  const { publicUrl, clientDirectory, store } = parts;
  const secure = publicUrl?.protocol === 'https:';
  const app = express();
  app.disable('x-powered-by');
  // Behind a public address stands one proxy, which says whom it serves; without one nobody is believed.
  app.set('trust proxy', publicUrl === null ? false : 1);
  app.use(
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'self'"],
          imgSrc: ["'self'", 'data:'],
          // Older Safari does not take a WebSocket to the same host for 'self'.
          connectSrc: ["'self'", (request) => `${secure ? 'wss' : 'ws'}://${request.headers.host ?? ''}`],
          workerSrc: ["'self'"],
          manifestSrc: ["'self'"],
          objectSrc: ["'none'"],
          baseUri: ["'none'"],
          frameAncestors: ["'none'"],
          formAction: ["'self'"],
        },
      },
      // Over plain http on a LAN these only fill the console with warnings.
      strictTransportSecurity: secure,
      crossOriginOpenerPolicy: secure,
      originAgentCluster: secure,
      referrerPolicy: { policy: 'no-referrer' },
    }),
  );
  app.get('/healthz', (_request, response) => {
    response.type('text/plain').send('ok\n');
  });
  app.get('/readyz', (_request, response) => {
    store.streamHead('forum:none' as Parameters<typeof store.streamHead>[0]).then(
      () => response.type('text/plain').send('ready\n'),
      () => response.status(503).type('text/plain').send('the store does not answer\n'),
    );
  });
  app.use('/api', apiRouter(parts));
  if (clientDirectory !== null) serveClient(app, clientDirectory);
  return app;
}

function serveClient(app: Express, directory: string): void {
  const built = new Set(readdirSync(directory, { recursive: true, encoding: 'utf8' }).map((name) => `/${name}`));
  /** A newer build, beside a server that runs, took it away: what is read and is not there would end the server. */
  const isGone = (path: string): boolean =>
    ['', '.br', '.gz'].some((ending) => built.has(path + ending) && !existsSync(join(directory, path + ending)));
  const files = sirv(directory, {
    brotli: true,
    gzip: true,
    etag: true,
    setHeaders: (response, path) => {
      // Names under /assets carry a hash of what is in them.
      response.setHeader(
        'Cache-Control',
        path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      );
    },
  });
  app.use((request, _response, next) => {
    if (request.method === 'GET' && pages.test(request.path)) request.url = '/index.html';
    next();
  });
  app.use((request, response, next) => {
    if (isGone(request.path)) response.status(404).setHeader('Cache-Control', 'no-cache').end();
    else next();
  });
  app.use(files);
  app.use((_request, response) => {
    response.status(404).setHeader('Cache-Control', 'no-cache');
    response.sendFile(join(directory, 'index.html'));
  });
}
