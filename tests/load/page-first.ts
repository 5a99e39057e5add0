/**
 * Who waits where a browser, a server and thirty people share one machine? In life each has their own: here the browser goes before all
 * else, in it what the page computes before what draws it, and server and people before whatever else the machine does. Nothing becomes
 * quicker by it than it is; it only does not wait for what would happen elsewhere.
 */
import { writeFileSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import type { CDPSession } from 'playwright-core';

/** Puts the browser and all its pages first, as far as the system lets it, until this process ends. Answers in words who waits now. */
export async function putFirst(browser: CDPSession): Promise<string> {
  const { processInfo } = await browser.send('SystemInfo.getProcessInfo');
  const main = processInfo.find(({ type }) => type === 'browser');
  try {
    for (const { type, id } of processInfo) if (type === 'renderer') setPriority(id, constants.priority.PRIORITY_HIGH);
  } catch {
    return 'browser, server and all people wait for each other';
  }
  try {
    // Linux weighs groups of processes before it weighs processes.
    writeFileSync(`/proc/${main?.id}/autogroup`, '-15');
    writeFileSync('/proc/self/autogroup', '-9');
    process.once('exit', () => writeFileSync('/proc/self/autogroup', '0'));
  } catch {
    // There are no such groups here, or they are not ours to weigh: what computes the page goes first all the same.
  }
  return 'the page goes before server and people, who would have machines of their own';
}
