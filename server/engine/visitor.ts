/** Who stands at the door? One check for HTTP, socket.io and the text endpoint: where it comes from, and who it is there. */
import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { ForumId, LinkId, LoginId, PersonId, SittingId } from '../../shared/lib/ids.ts';
import { ok, refuse, type Result } from '../../shared/lib/result.ts';
import type { Accounts, Login } from './ports.ts';

export type Visitor =
  /** `forumId`: where the login is good; `null`: wherever the person belongs. */
  | {
      readonly is: 'person';
      readonly personId: PersonId;
      readonly loginId: LoginId;
      readonly forumId: ForumId | null;
    }
  /** The hall's screen: sees one sitting, says nothing. */
  | { readonly is: 'stage'; readonly linkId: LinkId; readonly forumId: ForumId; readonly sittingId: SittingId }
  | { readonly is: 'nobody' };

/** Who has signed in. */
export type SignedInVisitor = Extract<Visitor, { is: 'person' }>;

export interface DoorOptions {
  /** Where people reach the server, e.g. `https://forum.example`; `null`: by whatever host they typed. */
  readonly publicUrl: URL | null;
}

/** A token as it is stored: SHA-256, hex. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** Is what the visitor brought good in this forum? */
export function isGoodIn(visitor: Exclude<Visitor, { is: 'nobody' }>, forumId: ForumId): boolean {
  return visitor.forumId === null || visitor.forumId === forumId;
}

const tokenPattern = /^[A-Za-z0-9_-]{43}$/;
/** More forums than anybody attends in the thirty days of a login; each costs a look into the store. */
const loginsAtMost = 32;

export class Door {
  readonly #accounts: Accounts;
  readonly #publicUrl: URL | null;

  constructor(accounts: Accounts, options: DoorOptions) {
    this.#accounts = accounts;
    this.#publicUrl = options.publicUrl;
  }

  /** Where people reach the server; `null`: by whatever host they typed. */
  get publicOrigin(): string | null {
    return this.#publicUrl?.origin ?? null;
  }

  get secure(): boolean {
    return this.#publicUrl?.protocol === 'https:';
  }

  /**
   * The cookie in which a browser keeps a login: one a forum, so that who enters a second forum stays signed in to the first. What a
   * login is good for stands in the store, never in the name of its cookie.
   */
  cookieName(forumId: ForumId | null): string {
    // `__Host-` and Secure exist under https alone; a laptop in a hall serves plain http on its LAN address.
    const name = this.secure ? '__Host-ortaq_login' : 'ortaq_login';
    return forumId === null ? name : `${name}_${forumId}`;
  }

  /** The names of all cookies of ours that the request brought. */
  cookieNames(request: IncomingMessage): readonly string[] {
    const name = this.cookieName(null);
    return [...new Set(cookiesOf(request).map(([its]) => its))]
      .filter((its) => its === name || its.startsWith(`${name}_`))
      .slice(0, loginsAtMost);
  }

  /**
   * Does the request come from our own pages? Allowed are the public address and, without one, the host that was asked.
   * `wanted` is false for reading over HTTP, where browsers send no Origin.
   */
  checkOrigin(request: IncomingMessage, wanted: boolean): Result<null> {
    const { origin, host } = request.headers;
    if (origin === undefined) return wanted ? refuse('origin-foreign') : ok(null);
    const came = parseUrl(origin);
    const allowed = this.#publicUrl === null ? came?.host === host : came?.origin === this.#publicUrl.origin;
    return came !== null && allowed ? ok(null) : refuse('origin-foreign');
  }

  /**
   * Who is it in this forum, by its own login or else by one that is good everywhere (RULES, LINK-6)? `null`: whom the newest login
   * says, wherever that is good. `login-ended` when what was good here has ended, `not-found` when signed in elsewhere alone.
   */
  async visitor(request: IncomingMessage, forumId: ForumId | null): Promise<Result<Visitor>> {
    const logins = await this.logins(request);
    const here = forumId === null ? logins : logins.filter((login) => isFor(login, forumId));
    const good = here.filter(({ endedAt }) => endedAt === null);
    const own = good.find((login) => login.forumId === forumId) ?? good[0];
    if (own !== undefined) return ok(toVisitor(own));
    if (here.length > 0) return refuse('login-ended');
    return logins.length > 0 ? refuse('not-found') : ok({ is: 'nobody' });
  }

  /** The hall's screen, by its token. */
  async stage(token: string): Promise<Result<Extract<Visitor, { is: 'stage' }>>> {
    if (!tokenPattern.test(token)) return refuse('link-unknown');
    const link = await this.#accounts.readLink(hashToken(token));
    if (link?.purpose.for !== 'stage') return refuse('link-unknown');
    if (link.revokedAt !== null) return refuse('link-ended');
    const { forumId, sittingId } = link.purpose;
    return ok({ is: 'stage', linkId: link.linkId, forumId, sittingId });
  }

  /** All logins of this browser, ended ones included, the newest first. */
  async logins(request: IncomingMessage): Promise<readonly Login[]> {
    const names = new Set(this.cookieNames(request));
    const tokens = cookiesOf(request).flatMap(([name, value]) =>
      names.has(name) && tokenPattern.test(value) ? [value] : [],
    );
    const read = await Promise.all(
      [...new Set(tokens)].slice(0, loginsAtMost).map((token) => this.#accounts.readLogin(hashToken(token))),
    );
    return read.filter((login) => login !== null).sort((a, b) => b.createdAt - a.createdAt);
  }
}

export function toVisitor({ personId, loginId, forumId }: Login): SignedInVisitor {
  return { is: 'person', personId, loginId, forumId };
}

function isFor(login: Login, forumId: ForumId): boolean {
  return login.forumId === null || login.forumId === forumId;
}

function cookiesOf(request: IncomingMessage): readonly (readonly [string, string])[] {
  return (request.headers.cookie ?? '').split(';').flatMap((part) => {
    const at = part.indexOf('=');
    return at > 0 ? [[part.slice(0, at).trim(), part.slice(at + 1).trim()] as const] : [];
  });
}

function parseUrl(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}
