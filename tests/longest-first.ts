/** In which order do files of tests run? Those that take longest first: begun last they would be what everything else waits for. */
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The longest of each project, in this order; all others follow as vitest has them. */
const longest = [
  'faults/server-kill',
  'simulation/simulation',
  'text/honest-edits',
  'e2e/offline',
  'e2e/every-vote',
  'e2e/vote-day',
  'e2e/two-people-one-clause',
  'e2e/screens',
  'e2e/editor.test',
  'dom/poll/ask-forms',
  'dom/poll/results',
];

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const place = longest.findIndex((name) => moduleId.includes(`/tests/${name}`));
      return place < 0 ? longest.length : place;
    };
    return (await super.sort(files)).sort((one, other) => rank(one) - rank(other));
  }
}
