/** At which address do phones find this server? A desk opened on the server itself as localhost would send every phone to itself. */
import type { SittingId } from '../../../shared/lib/ids.ts';
import type { Refusal } from '../../../shared/lib/result.ts';
import type { SittingAnswer } from '../../../shared/protocol/http.ts';
import { askServer } from '../../live/http-request.ts';

/** An origin, as the server knows it; what this page was opened at, when it does not say. */
export async function addressForPhones(sittingId: SittingId | null): Promise<string> {
  if (sittingId === null) return location.origin;
  const answer = await askServer<SittingAnswer, Refusal>(`/api/sittings/${sittingId}`);
  return (answer.ok ? answer.value.address : undefined) ?? location.origin;
}
