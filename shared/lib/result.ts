/** How does a rule answer? With what follows, or with a refusal that people can read. */

/** A parameter of a refusal's sentence: a number, a name already fit to be shown, or an id. */
export type RefusalParams = Readonly<Record<string, string | number>>;

/**
 * What people can cause: a code that names the rule broken, and what its sentence needs.
 * The sentence itself stands in `shared/i18n`, in three languages, and says what to do.
 */
export interface Refusal<Code extends string = string> {
  readonly ok: false;
  readonly code: Code;
  readonly params?: RefusalParams;
}

export interface Ok<T> {
  readonly ok: true;
  readonly value: T;
}

export type Result<T, Code extends string = string> = Ok<T> | Refusal<Code>;

export function ok<T>(value: T): Ok<T> {
  return { ok: true, value };
}

export function refuse<Code extends string>(code: Code, params?: RefusalParams): Refusal<Code> {
  return params === undefined ? { ok: false, code } : { ok: false, code, params };
}
