/** How do badges come to a printer? As a PDF of the server's, in parts that it makes in a moment. */
import type { Lang } from '../../../../shared/lib/lang.ts';
import type { PersonId } from '../../../../shared/lib/ids.ts';
import type { Result } from '../../../../shared/lib/result.ts';
import { askForFile, saveFile } from '../../../live/http-files.ts';

/** As many as one file holds: fifty sheets. */
export const badgesAtOnce = 400;

/** `token`: of the personal link, while it is known; without it there is no picture of one. */
export async function printBadges(
  path: string,
  lang: Lang,
  people: readonly { readonly personId: PersonId; readonly token?: string }[],
): Promise<Result<null>> {
  const file = await askForFile(`${path}/badges`, { lang, people });
  if (!file.ok) return file;
  saveFile('badges.pdf', file.value);
  return { ok: true, value: null };
}
