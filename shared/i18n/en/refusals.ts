/** What is said when something may not or cannot be? In English. By code: what happened, what was kept, what to do. */
import type { RefusalSentence } from '../refusal-sentence.ts';

export const refusals = {
  unknown: 'This was not done. What you wrote is still here. Try again; if it happens again, call the secretary.',
  'no-line': 'There is no line. Nothing was sent and nothing you wrote is lost. Try again when the line is back.',
  'server-not-ready': 'The server is restarting. What was confirmed is kept. Try again in a few seconds.',
} satisfies Record<string, RefusalSentence>;

export type RefusalWords = Readonly<Record<keyof typeof refusals, RefusalSentence>> & { readonly unknown: string };
