/** How does the page ask for the history of a text? */
import type { ClauseId, TextId } from '../../../../shared/lib/ids.ts';
import type { Lang } from '../../../../shared/lib/lang.ts';
import type { TextAtAnswer, TextAuthorsAnswer, TextHistoryAnswer } from '../../../../shared/protocol/http.ts';
import { askServer } from '../../../live/http-request.ts';

/** The newest entries with sequences below `before`; `null`: the newest of all. */
export const askHistory = (textId: TextId, before: number | null) =>
  askServer<TextHistoryAnswer, never>(
    `/api/texts/${textId}/history${before === null ? '' : `?before=${String(before)}`}`,
  );

/** The whole text as it stood at a sequence. */
export const askTextAt = (textId: TextId, seq: number) =>
  askServer<TextAtAnswer, never>(`/api/texts/${textId}/at/${String(seq)}`);

/** Who wrote which words of a clause, as it stands now. */
export const askAuthors = (textId: TextId, clauseId: ClauseId, lang: Lang) =>
  askServer<TextAuthorsAnswer, never>(`/api/texts/${textId}/authors?clause=${clauseId}&lang=${lang}`);
