/** How is an id, a language or a title read from outside? The zod schemas that the nouns' commands share. */
import * as z from 'zod';
import { idPattern, requestIdPattern, type IdKind, type IdOf, type RequestId } from './ids.ts';
import { langs } from './lang.ts';

function idSchema<K extends IdKind>(kind: K) {
  return z.string().regex(idPattern(kind)) as unknown as z.ZodType<IdOf[K], string>;
}

export const forumIdSchema = idSchema('forum');
export const sittingIdSchema = idSchema('sitting');
export const agendaItemIdSchema = idSchema('agendaItem');
export const draftIdSchema = idSchema('draft');
export const clauseIdSchema = idSchema('clause');
export const pollIdSchema = idSchema('poll');
export const announcementIdSchema = idSchema('announcement');
export const proposalIdSchema = idSchema('proposal');
export const threadIdSchema = idSchema('thread');
export const noteIdSchema = idSchema('note');
export const turnIdSchema = idSchema('turn');
export const questionIdSchema = idSchema('question');
export const surveyIdSchema = idSchema('survey');
export const personIdSchema = idSchema('person');
export const seatIdSchema = idSchema('seat');
export const requestIdSchema = z.string().regex(requestIdPattern) as unknown as z.ZodType<RequestId, string>;

export const langSchema = z.enum(langs);

/** A line somebody typed: trimmed, without control or direction characters, 1 to `max` characters. */
export function lineSchema(max: number) {
  return z
    .string()
    .max(max * 2)
    .transform((text) => cleanLine(text))
    .pipe(z.string().min(1).max(max));
}

/** A day, `YYYY-MM-DD`, that is in the calendar. */
export const daySchema = z.iso.date();

/** Paragraphs somebody typed: each cleaned as a line is, no more than one empty line between two, 1 to `max` characters. */
export function paragraphsSchema(max: number) {
  return z
    .string()
    .max(max * 2)
    .transform((text) =>
      text
        .split(/\r\n|[\n\r\u2028\u2029]/)
        .map(cleanLine)
        .join('\n')
        .replace(/\n{3,}/g, '\n\n')
        .trim(),
    )
    .pipe(z.string().min(1).max(max));
}

/** A title in one or more languages. */
export const localizedSchema = z
  .strictObject({ kk: lineSchema(300).optional(), ru: lineSchema(300).optional(), en: lineSchema(300).optional() })
  .refine((text) => text.kk !== undefined || text.ru !== undefined || text.en !== undefined);

/** NFC, nothing that is not seen or turns the direction, no halves of characters, single spaces, trimmed: what a name or a title may hold. */
export function cleanLine(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ')
    .replace(/[\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}\u2800]/gu, '')
    .replace(/\s+/g, ' ')
    .trim();
}
