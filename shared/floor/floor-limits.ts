/** For how long may one speak? The template's usual times, where the moderator set no other. Seconds. */
import type { TemplateName } from '../forum/sitting-template.ts';
import type { SittingState } from '../sitting/sitting.ts';
import type { FloorLimits, FloorState } from './floor.ts';

/** Up to 5 minutes for a speech, 1 for a question or a reply, 2 for information: what regulations usually say. */
const usual: FloorLimits = { speech: 300, question: 60, reply: 60, information: 120, 'point-of-order': 60 };

const ofTemplate: Readonly<Record<TemplateName, FloorLimits>> = {
  'regional-forum': usual,
  'round-table': { ...usual, speech: 120 },
  'public-council': usual,
  'model-un': { ...usual, speech: 90, question: 30, reply: 30, information: 60 },
};

/** What holds in this sitting now. A turn keeps what held when it was called. */
export function limitsOf(sitting: Pick<SittingState, 'template'>, { limits }: Pick<FloorState, 'limits'>): FloorLimits {
  const { template } = sitting;
  return { ...(template === undefined ? usual : ofTemplate[template.name]), ...limits };
}
