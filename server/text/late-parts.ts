/**
 * What of an update came too late for a clause that is closed, and what is its writer given?
 *
 * Late words and fields are neutralised: stored under their own clocks as deleted, or as nothing, so that what the writer sends next is no gap.
 * The words are given back. A late deletion is dropped, and then the writer's page has less than the text: it starts again.
 */
import type { ClauseId } from '../../shared/lib/ids.ts';
import type { Lang } from '../../shared/lib/lang.ts';
import type { GivenBack, Repair } from '../../shared/protocol/text-wire.ts';
import type { NewStruct } from './gate-structs.ts';
import { textFrom, writeDeletionsUpdate, type DeletedRange } from './update-parse.ts';

export class LateParts {
  /** What was neutralised, in the order of the update. */
  readonly ranges: DeletedRange[] = [];
  private readonly structs: NewStruct[] = [];
  private readonly known: GivenBack[] = [];
  private reload = false;

  /** Stored as deleted, it is words, which can be given back; stored as nothing (`gc`), the page cannot be put right by a deletion. */
  neutralised(struct: NewStruct): void {
    this.ranges.push({ client: struct.struct.client, clock: struct.clock, length: struct.length });
    if (struct.as === 'gc') this.reload = true;
    else this.structs.push(struct);
  }

  /** A deletion or an overwriting that is left out. */
  dropped(): void {
    this.reload = true;
  }

  /** Neutralised when it came the first time: its writer may not have heard of it. */
  again(words: GivenBack): void {
    this.known.push(words);
  }

  /** The page of the writer cannot go on with the doc that it has. */
  get mustReload(): boolean {
    return this.reload;
  }

  get isNothing(): boolean {
    return this.ranges.length === 0 && this.known.length === 0 && !this.reload;
  }

  repair(): Repair {
    return this.reload ? { by: 'reload' } : { by: 'update', update: writeDeletionsUpdate(this.ranges) };
  }

  /** By clause and language, in the order of the update; without what the same update deletes again. */
  givenBack(): GivenBack[] {
    const words = new Map<string, { clauseId: ClauseId; lang: Lang; words: string }>();
    const give = ({ clauseId, lang, words: text }: GivenBack): void => {
      const place = `${clauseId} ${lang}`;
      const given = words.get(place);
      if (given === undefined) words.set(place, { clauseId, lang, words: text });
      else given.words += text;
    };
    for (const given of this.known) give(given);
    for (const { parent, struct, deleted, offset } of this.structs) {
      if (deleted || struct.content.is !== 'string' || parent.at !== 'words') continue;
      give({ clauseId: parent.clauseId, lang: parent.lang, words: textFrom(struct.content.text, offset) });
    }
    return [...words.values()];
  }
}
