/** How does an event written by an older program read today? */
import { eventVersions } from './features.ts';

type Body = Readonly<Record<string, unknown>>;

/** `lift[type][n]` turns the body of version n into version n + 1. Fixtures of every past version are kept with the tests. */
export type Upcasters = Readonly<Record<string, Readonly<Record<number, (body: Body) => Body>>>>;

export const upcasters: Upcasters = {};

/**
 * The body at today's version. Throws when the event is newer than this program, or a step is missing: both are ours to mend,
 * and reading on would be guessing.
 */
export function upcast(
  type: string,
  version: number,
  body: Body,
  lift: Upcasters = upcasters,
  versions: Readonly<Record<string, number>> = eventVersions,
): Body {
  const wanted = versions[type] ?? 1;
  if (version > wanted) throw new Error(`${type} is of version ${version}; this program knows ${wanted}`);
  let lifted = body;
  for (let step = version; step < wanted; step += 1) {
    const upcaster = lift[type]?.[step];
    if (upcaster === undefined) throw new Error(`no way from version ${step} of ${type}`);
    lifted = upcaster(lifted);
  }
  return lifted;
}
