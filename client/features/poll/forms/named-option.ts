/** How does an option stand on a ballot? By its id, with its words in the language of the page. */
import type { OptionId } from '../../../../shared/counting/ballot.ts';

export interface NamedOption {
  readonly optionId: OptionId;
  readonly word: string;
}
