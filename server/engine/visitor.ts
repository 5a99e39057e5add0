/** Who stands at the door? One check for HTTP, socket.io and the text endpoint: where it comes from, and who it is. */
import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { ForumId, LoginId, PersonId, SittingId } from '../../shared/lib/ids.ts';
import { ok, refuse, type Result } from '../../shared/lib/result.ts';
import type { Accounts } from './ports.ts';

export type Visitor =
  | { readonly is: 'person'; readonly personId: PersonId; readonly loginId: LoginId }
  /** The hall's screen: sees one sitting, says nothing. */
  | { readonly is: 'stage'; readonly forumId: ForumId; readonly sittingId: SittingId }
  | { readonly is: 'nobody' };

export interface DoorOptions {
  /** Where people reach the server, e.g. `https://forum.example`; `null`: by whatever host they typed. */
  readonly publicUrl: URL | null;
}

/** A token as it is stored: SHA-256, hex. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

const tokenPattern = /^[A-Za-z0-9_-]{43}$/;

export class Door {
  readonly #accounts: Accounts;
  readonly #publicUrl: URL | null;
  readonly cookieName: string;

  constructor(accounts: Accounts, options: DoorOptions) {
    this.#accounts = accounts;
    this.#publicUrl = options.publicUrl;
    // `__Host-` and Secure exist under https alone; a laptop in a hall serves plain http on its LAN address.
    this.cookieName = this.secure ? '__Host-ortaq_login' : 'ortaq_login';
  }

  get secure(): boolean {
    return this.#publicUrl?.protocol === 'https:';
  }

  /**
   * Does the request come from our own pages? Allowed are the public address and, without one, the host that was asked.
   * `wanted` is false for reading over HTTP, where browsers send no Origin.
   */
  checkOrigin(request: IncomingMessage, wanted: boolean): Result<null> {
    const { origin, host } = request.headers;
    if (origin === undefined) return wanted ? refuse('foreign-origin') : ok(null);
    const came = parseUrl(origin);
    const allowed = this.#publicUrl === null ? came?.host === host : came?.origin === this.#publicUrl.origin;
    return came !== null && allowed ? ok(null) : refuse('foreign-origin');
  }

  /** Who it is, by the cookie or, for a stage, by its token. An ended login is `login-ended`, an unknown one nobody. */
  async visitor(request: IncomingMessage, stageToken?: string): Promise<Result<Visitor>> {
    if (stageToken !== undefined) return this.#stage(stageToken);
    const token = cookieOf(request, this.cookieName);
    if (token === null || !tokenPattern.test(token)) return ok({ is: 'nobody' });
    const login = await this.#accounts.readLogin(hashToken(token));
    if (login === null) return ok({ is: 'nobody' });
    if (login.endedAt !== null) return refuse('login-ended');
    return ok({ is: 'person', personId: login.personId, loginId: login.loginId });
  }

  async #stage(token: string): Promise<Result<Visitor>> {
    if (!tokenPattern.test(token)) return refuse('link-unknown');
    const link = await this.#accounts.readLink(hashToken(token));
    if (link?.purpose.for !== 'stage') return refuse('link-unknown');
    if (link.revokedAt !== null) return refuse('link-ended');
    const { forumId, sittingId } = link.purpose;
    return ok({ is: 'stage', forumId, sittingId });
  }
}

/** The value of one cookie, or `null`. */
export function cookieOf(request: IncomingMessage, name: string): string | null {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const at = part.indexOf('=');
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim();
  }
  return null;
}

function parseUrl(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}
