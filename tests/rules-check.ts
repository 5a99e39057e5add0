/** Which rules are written down, and which do the tests cite? A citation is a string that begins with `[QUO-2]`: a test's title. */
import ts from 'typescript';

const ruleLine = /^- \*\*([A-Z]+-\d+)\*\* (.*)$/;
const ruleId = /[A-Z]+-\d+/g;
const citation = /^(?:\[[A-Z]+-\d+(?:, [A-Z]+-\d+)*\] ?)+/;

export interface WrittenRules {
  readonly ids: readonly string[];
  /** Lines that look like a rule and are none: no text, or another form. */
  readonly malformed: readonly string[];
}

/** Reads RULES.md: one rule a line, `- **QUO-2** text`. */
export function rulesIn(markdown: string): WrittenRules {
  const ids: string[] = [];
  const malformed: string[] = [];
  let fenced = false;
  for (const line of markdown.split('\n')) {
    if (line.startsWith('```')) fenced = !fenced;
    if (fenced) continue;
    const [, id, text] = ruleLine.exec(line) ?? [];
    if (id !== undefined && text?.trim()) ids.push(id);
    else if (/^\s*[-*]\s*(\*\*)?[A-Z]+-\d+/.test(line)) malformed.push(line);
  }
  return { ids, malformed };
}

/** The ids cited by titles in a test's source, comments not counted. `[QUO-2, QUO-3] …` and `[QUO-2][QUO-3] …` cite both. */
export function citedIn(source: string): string[] {
  const file = ts.createSourceFile('test.ts', source, ts.ScriptTarget.ES2022, false);
  const cited: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node)) {
      cited.push(...(citation.exec(node.text)?.[0].match(ruleId) ?? []));
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return cited;
}

/** What does not fit together, one sentence each. */
export function checkRules(rules: WrittenRules, cited: ReadonlyMap<string, readonly string[]>): string[] {
  const written = new Set(rules.ids);
  const twice = rules.ids.filter((id, index) => rules.ids.indexOf(id) !== index);
  return [
    ...rules.malformed.map((line) => `RULES.md: not of the form "- **QUO-2** text": ${line}`),
    ...twice.map((id) => `RULES.md: ${id} is written twice`),
    ...[...written].filter((id) => !cited.has(id)).map((id) => `RULES.md: ${id} is cited by no test`),
    ...[...cited]
      .filter(([id]) => !written.has(id))
      .map(([id, files]) => `${id} is not in RULES.md, but ${files.join(' and ')} cites it`),
  ];
}
