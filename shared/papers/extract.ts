/** What does an extract from the minutes hold? The head, one item of the agenda as the minutes have it, and that it is true. Template T-4. */
import { inLang } from '../lib/lang.ts';
import type { DocumentModel } from './document.ts';
import { minutesHead, minutesParagraphs, signatureLines, toParagraph } from './minutes.ts';
import { paperWords } from './paper-words.ts';
import { recordedUntil, type SittingRecord } from './sitting-record.ts';

const inEvery = new Set(['presiding', 'secretary', 'presence', 'quorum']);

export function buildExtract(record: SittingRecord, itemId: string): DocumentModel {
  const { lang, minutes } = record;
  const words = paperWords[lang];
  const title = words.extract.title(minutes.number ?? '____');
  const kept = minutesParagraphs(record).filter(
    ({ key, itemId: of, isLeftOut }) => !isLeftOut && (inEvery.has(key) || of === itemId),
  );
  return {
    lang,
    title: `${title} · ${inLang(record.sitting.title, lang)}`,
    printedAt: recordedUntil(record),
    running: `${inLang(record.forum.title, lang)} · ${title}`,
    blocks: [
      ...minutesHead(record, title),
      ...kept.map(toParagraph),
      { kind: 'note', align: 'start', runs: [{ text: words.extract.true }] },
      ...signatureLines(record, ['secretary']),
    ],
  };
}
