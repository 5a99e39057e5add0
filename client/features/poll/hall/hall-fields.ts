/** Are the numbers typed in numbers? Whose cards they can be and who counted, the rules say. */
import type { HallNumbers } from '../../../../shared/poll/hall-count.ts';
import { choices, type Choice } from '../../../../shared/poll/poll.ts';

/** `null` until all three are whole numbers. */
export function numbersTyped(typed: Readonly<Record<Choice, string>>): HallNumbers | null {
  if (!choices.every((choice) => /^\d{1,4}$/.test(typed[choice].trim()))) return null;
  return { yes: Number(typed.yes), no: Number(typed.no), abstain: Number(typed.abstain) };
}
