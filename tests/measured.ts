/** How does a test tell what it measured? Numbers are told, never asserted; `npm test` shows them all at its end. */
import { appendFileSync } from 'node:fs';

/** Notes one sentence, e.g. `first ack after a restart: median 41 ms, worst 80 ms`. Alone, a test prints it at once. */
export function measured(sentence: string): void {
  const file = process.env['ORTAQ_MEASURES'];
  if (file === undefined) console.log(`measured: ${sentence}`);
  else appendFileSync(file, `${JSON.stringify(sentence)}\n`);
}
