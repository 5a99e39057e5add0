/** Which paper is made of a sitting, in which formats, with which code on it? */
import { createHash } from 'node:crypto';
import type { Lang } from '../../shared/lib/lang.ts';
import { formatsOf, type PaperFormat, type PaperKind } from '../../shared/paper/paper.ts';
import { replacementBy } from '../../shared/paper/paper-rules.ts';
import { buildAgenda } from '../../shared/papers/agenda.ts';
import { attendanceTable, buildAttendance } from '../../shared/papers/attendance.ts';
import { checkCode } from '../../shared/papers/check-code.ts';
import { tablesOf, type DocumentModel } from '../../shared/papers/document.ts';
import { buildExtract } from '../../shared/papers/extract.ts';
import { buildMinutes } from '../../shared/papers/minutes.ts';
import { minorityOpinions } from '../../shared/papers/minority-opinions.ts';
import { buildResolution } from '../../shared/papers/resolution.ts';
import { paperWords } from '../../shared/papers/paper-words.ts';
import { dateOf, recordedUntil, timeOf, type SittingRecord } from '../../shared/papers/sitting-record.ts';
import { buildVotingReport } from '../../shared/papers/voting-report.ts';
import type { PaperShown } from '../../shared/protocol/http.ts';
import type { Assembly } from '../engine/assemblies.ts';
import type { PaperMaker } from '../engine/issue-paper.ts';
import { renderCsv } from './csv.ts';
import { renderJson } from './json.ts';
import { renderPdf } from './pdf.ts';
import { readRecord, type RecordSource } from './record-reading.ts';
import { renderXlsx } from './xlsx.ts';

export interface PaperWanted {
  readonly kind: PaperKind;
  readonly lang: Lang;
  readonly of: string;
}

export interface PaperBureau extends PaperMaker {
  record(assembly: Assembly, lang: Lang): Promise<SittingRecord>;
  /** One file of a paper that is not issued: without a code. */
  preview(assembly: Assembly, wanted: PaperWanted, format: PaperFormat): Promise<Uint8Array>;
}

/** `publicOrigin`: where people reach this server for years, e.g. `https://ortaq.kz`; `null`: nobody said, and no paper names an address. */
export function openPaperBureau(source: RecordSource, publicOrigin: string | null): PaperBureau {
  return {
    record: (assembly, lang) => readRecord(source, assembly, lang),
    preview: async (assembly, wanted, format) => {
      const record = await readRecord(source, assembly, wanted.lang);
      return render(modelOf(record, wanted), record, wanted.kind, format);
    },
    make: async (assembly, wanted) => {
      const { paper, minutes } = assembly.sitting.state;
      const replacement = replacementBy(paper, wanted, minutes);
      const record = await readRecord(source, assembly, wanted.lang);
      const contents = modelOf(record, wanted);
      const plain = codeOf(contents);
      const model = replacement === null ? contents : instead(contents, record, replacement);
      const code = codeOf(model);
      const address = publicOrigin === null ? null : `${publicOrigin}/check/${code}`;
      const issued: DocumentModel = { ...model, check: { code, address } };
      const files = [];
      // What will be refused is not set.
      const { contents: before = replacement?.of.checkCode } = replacement?.of ?? {};
      const isRefused = replacement !== null && (replacement.reason === null || before === plain);
      for (const format of isRefused ? [] : formatsOf[wanted.kind])
        files.push({ format, bytes: await render(issued, record, wanted.kind, format) });
      const shown: PaperShown = {
        kind: wanted.kind,
        lang: model.lang,
        title: model.title,
        forum: record.forum.title,
        sitting: record.sitting.title,
        utcOffsetMinutes: record.forum.utcOffsetMinutes,
        checkCode: code,
        blocks: model.blocks,
        files: files.map(({ format, bytes }) => ({ format, sha256: sha256(bytes) })),
      };
      const codes = [code, ...clauseCodes(record, wanted)].map(plainCode);
      return { checkCode: code, contents: plain, shown, codes, files };
    },
  };
}

function modelOf(record: SittingRecord, { kind, lang, of }: PaperWanted): DocumentModel {
  switch (kind) {
    case 'resolution': {
      const draft = Object.values(record.draft.drafts).find(({ draftId }) => draftId === of);
      if (draft === undefined) throw new Error(`no draft ${of}`);
      return buildResolution({
        forum: record.forum,
        sittingTitle: record.sitting.title,
        byAddressee: record.sitting.template?.allows.byAddressee === true,
        draft,
        polls: record.poll,
        lang: lang === 'kk' ? 'kk' : 'ru',
        opinions: minorityOpinions(record, draft.draftId),
        printedAt: recordedUntil(record),
      });
    }
    case 'minutes':
      return buildMinutes(record);
    case 'extract':
      return buildExtract(record, of);
    case 'voting-report':
      return buildVotingReport(record);
    case 'attendance':
      return buildAttendance(record);
    case 'agenda':
      return buildAgenda(record);
  }
}

/** With the note of the paper in whose place it is issued, above its title. */
function instead(
  model: DocumentModel,
  record: SittingRecord,
  { of, reason }: NonNullable<ReturnType<typeof replacementBy>>,
): DocumentModel {
  const when = `${dateOf(record, of.issuedAt)}, ${timeOf(record, of.issuedAt)}`;
  const text = paperWords[record.lang].replaces(when, of.checkCode, reason ?? '');
  const turns = model.blocks.findIndex(({ kind }) => kind !== 'turn');
  const blocks = [...model.blocks];
  blocks.splice(turns, 0, { kind: 'mark', align: 'end', runs: [{ text }] });
  return { ...model, blocks };
}

async function render(
  model: DocumentModel,
  record: SittingRecord,
  kind: PaperKind,
  format: PaperFormat,
): Promise<Uint8Array> {
  switch (format) {
    case 'docx': {
      // Its library is loaded with the first paper: no start waits for it.
      const { renderDocx } = await import('./docx.ts');
      return renderDocx(model);
    }
    case 'pdf':
      return renderPdf(model);
    case 'xlsx':
      return renderXlsx(tablesOf(model).map((table, place) => ({ name: table.title || String(place + 1), table })));
    case 'csv':
      // The list itself, to be sorted; of any other paper all its tables, one under the other.
      return renderCsv(kind === 'attendance' ? [attendanceTable(record)] : tablesOf(model));
    case 'json':
      return renderJson(model, record, kind);
  }
}

/** The codes that a resolution prints at its clauses: whoever reads one finds the paper by it. */
function clauseCodes(record: SittingRecord, { kind, of }: PaperWanted): readonly string[] {
  if (kind !== 'resolution') return [];
  const draft = Object.values(record.draft.drafts).find(({ draftId }) => draftId === of);
  return Object.values(draft?.clauses ?? {})
    .filter(({ status }) => status === 'adopted')
    .map(({ frozen }) => checkCode(frozen.paperHash));
}

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Sixty bits of the hash of what the paper says, `7F3A-91C2-KM40`: nobody finds one by guessing, and other words have another. */
function codeOf(model: DocumentModel): string {
  const hash = createHash('sha256').update(JSON.stringify(model)).digest();
  const letters = Array.from({ length: 12 }, (_, place) => alphabet[(hash[place] ?? 0) & 31] ?? '');
  return [0, 4, 8].map((from) => letters.slice(from, from + 4).join('')).join('-');
}

/** As it is looked up: without what people put between, and with the letters that are taken for digits. */
export function plainCode(typed: string): string {
  return typed
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
