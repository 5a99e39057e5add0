/** Why can a data directory not be opened? */
import type { OpenFailure } from './sqlite-messages.ts';

/** The message is one sentence that can be shown. */
export class OpenError extends Error {
  readonly reason: OpenFailure;
  constructor(reason: OpenFailure, message: string) {
    super(message);
    this.name = 'OpenError';
    this.reason = reason;
  }
}
