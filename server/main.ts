/** How does the server start, say where to go, and stop? */
import { existsSync, mkdirSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { readConfig, type Config } from './config.ts';
import { linkLines, makeFirstLinks, writeLinks } from './first-links.ts';
import { openEmbeddedStore, openServices, worldParts } from './services.ts';

// Only what is named here is logged: no text, no choice, no token.
const log = pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime });

function stopWith(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

function addressesOf(config: Config, port: number): readonly string[] {
  if (config.publicUrl !== null) return [config.publicUrl.origin];
  const lan = Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => `http://${address}:${String(port)}`);
  return [`http://localhost:${String(port)}`, ...lan];
}

/** The client is built beside the server: build/server/main.js and build/client. */
function clientDirectory(): string | null {
  const built = join(dirname(fileURLToPath(import.meta.url)), '..', 'client');
  return existsSync(join(built, 'index.html')) ? built : null;
}

async function start(): Promise<void> {
  const read = readConfig(process.argv.slice(2), process.env);
  if (!read.ok) stopWith(String(read.params?.['sentence'] ?? 'A wrong option.'));
  const config = read.value;
  try {
    mkdirSync(config.dataDirectory, { recursive: true });
  } catch (fault) {
    stopWith(`The data directory ${config.dataDirectory} cannot be made: ${messageOf(fault)}.`);
  }
  const store = await openEmbeddedStore(config.dataDirectory, (fault) => {
    // What waited has no known outcome: better to go down and come back from what is on the disk.
    log.fatal({ fault: messageOf(fault) }, 'the store failed');
    process.exit(1);
  }).catch((fault: unknown) => stopWith(`The data in ${config.dataDirectory} cannot be opened: ${messageOf(fault)}`));
  const checked = await store.verify('checkpoint');
  if (checked.firstBad !== null) {
    const { chain, seq } = checked.firstBad;
    stopWith(
      `The data in ${config.dataDirectory} was changed by another hand: row ${String(seq)} of ${chain} is not what was written.`,
    );
  }
  await store.checkpoint();
  const services = openServices({
    store,
    ...worldParts(),
    publicUrl: config.publicUrl,
    clientDirectory: clientDirectory(),
    onFault: (fault) => {
      log.error({ fault: messageOf(fault), stack: fault instanceof Error ? fault.stack : undefined }, 'fault');
    },
  });
  const { http } = services;
  http.once('error', (fault: NodeJS.ErrnoException) => {
    stopWith(
      fault.code === 'EADDRINUSE'
        ? `Port ${String(config.port)} is taken: stop the other program or choose another with --port.`
        : `The server cannot listen on port ${String(config.port)}: ${fault.message}.`,
    );
  });
  // A hall that comes back at once waits at the door, and is not turned away by the system.
  await new Promise<void>((resolve) => http.listen({ port: config.port, backlog: 4096 }, resolve));
  const address = http.address();
  const port = typeof address === 'object' && address !== null ? address.port : config.port;
  const addresses = addressesOf(config, port);
  const base = addresses[0] ?? '';
  const links = await makeFirstLinks(services, { ...config, base });
  if (config.linksFile !== null) await writeLinks(config.linksFile, links);
  await services.resume();
  greet(config, addresses, links);
  stopOnSignal(() => services.close());
  // The whole chain, behind the scenes: a start does not grow with history.
  void store.verify('start').then(
    ({ firstBad, rows }) => {
      if (firstBad !== null)
        log.error({ chain: firstBad.chain, seq: firstBad.seq }, 'the record was changed by another hand');
      else log.debug({ rows }, 'the record is whole');
    },
    () => undefined,
  );
}

function greet(config: Config, addresses: readonly string[], links: Readonly<Record<string, string>>): void {
  const lines = ['', 'Ortaq is open:', ...addresses.map((address) => `  ${address}`)];
  if (Object.keys(links).length > 0)
    lines.push('', 'Links (each signs in whoever opens it: keep them):', ...linkLines(links, 'ru'));
  else
    lines.push(
      '',
      'The organiser has a link already; `npm start -- --new-organiser-link` makes a new one and ends the old.',
    );
  if (config.publicUrl === null) {
    lines.push(
      '',
      'Over plain http on the local network browsers refuse some things: installing as an app, keeping the screen awake and',
      'copying with one tap. Everything else works. With a certificate in front and --public-url https://… these work too.',
    );
  }
  process.stdout.write(lines.join('\n') + '\n\n');
}

function stopOnSignal(close: () => Promise<void>): void {
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    close().then(
      () => process.exit(0),
      (fault: unknown) => {
        log.error({ fault: messageOf(fault) }, 'stopping failed');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

function messageOf(fault: unknown): string {
  return fault instanceof Error ? fault.message : String(fault);
}

process.on('unhandledRejection', (fault) => {
  log.error({ fault: messageOf(fault), stack: fault instanceof Error ? fault.stack : undefined }, 'unhandled');
});

await start();
