/** What does the robots' page offer to the test? To run the robot, and to look at the text and at what the fields show of it. */
import * as Y from 'yjs';
import type { DraftEditor } from '../../../client/features/draft/editor/draft-editor.svelte.ts';
import { allClausesOf, clauseRuns } from '../../../shared/draft/clause-text.ts';
import { plainText } from '../../../shared/draft/clause-runs.ts';
import type { ClauseId } from '../../../shared/lib/ids.ts';
import type { Lang } from '../../../shared/lib/lang.ts';
import { openRobot, type RobotReport } from './robot.ts';

const editor = (): DraftEditor => (window as never as { bench: { editor: DraftEditor } }).bench.editor;

Object.assign(window, {
  robotTools: {
    run: (name: string, seed: number, deeds: number): Promise<RobotReport> => openRobot(editor, name, seed).run(deeds),
    look() {
      const { doc } = editor();
      const fields = [...document.querySelectorAll<HTMLElement>('.field')];
      const vector = [...Y.encodeStateVector(doc)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
      return {
        vector,
        clauses: JSON.parse(JSON.stringify(allClausesOf(doc))) as unknown,
        shown: fields.map((field) => field.textContent),
        held: fields.map((field) => {
          const id = field.closest('[data-clause]')!.getAttribute('data-clause') as ClauseId;
          return plainText(clauseRuns(doc, id, field.lang as Lang));
        }),
      };
    },
  },
});
