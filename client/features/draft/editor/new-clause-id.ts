/** Which id does a clause get that is made here? 80 random bits; `crypto.getRandomValues` is there over plain http too. */
import { idFromBytes, type ClauseId } from '../../../../shared/lib/ids.ts';

export function newClauseId(): ClauseId {
  return idFromBytes('clause', crypto.getRandomValues(new Uint8Array(10)));
}
