/** Who is told how the open live polls stand? All, how many have answered; what they answered, whom it is shown to; twice a second at most. */
import type { SittingId, SurveyId } from '../../shared/lib/ids.ts';
import type { Audience } from '../../shared/people/audience.ts';
import { openSurveys, type Survey, type SurveyCount, type SurveysState } from '../../shared/survey/survey.ts';
import { countSurvey } from '../../shared/survey/survey-count.ts';
import { toldOf } from '../../shared/survey/survey-told.ts';
import type { SurveyFrame } from '../../shared/protocol/messages.ts';
import { answersIn } from '../engine/survey-box.ts';
import type { BallotBox, Clock } from '../engine/ports.ts';
import type { PageSocket } from './gateway.ts';
import type { Rooms } from './hall.ts';

const intervalMs = 500;

interface Parts {
  readonly io: Rooms;
  readonly roomOf: (audience: Audience) => string;
  readonly sittingId: SittingId;
  readonly clock: Clock;
  readonly store: Pick<BallotBox, 'readBallots'>;
  /** As they stand now. */
  readonly surveys: () => SurveysState;
  readonly onFault: (fault: unknown) => void;
}

interface Known {
  readonly at: number;
  readonly count: Promise<SurveyCount>;
}

export class SurveyCounts {
  readonly #parts: Parts;
  readonly #changed = new Set<SurveyId>();
  readonly #known = new Map<SurveyId, Known>();
  #cancel: (() => void) | null = null;
  #sentAt = 0;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** An answer lies in the box, or something was let through: it is told with others, and not by itself. */
  changed(surveyId: SurveyId): void {
    this.#changed.add(surveyId);
    const { clock, onFault } = this.#parts;
    this.#cancel ??= clock.at(Math.max(clock.now(), this.#sentAt + intervalMs), () => {
      this.#cancel = null;
      this.#sentAt = clock.now();
      const changed = [...this.#changed];
      this.#changed.clear();
      for (const survey of this.#open()) {
        if (changed.includes(survey.surveyId)) this.#sendToAll(survey).catch(onFault);
      }
      this.#forgetClosed();
    });
  }

  /** To a page that has come, or whose person has answered these now. */
  async admit(socket: PageSocket, audience: Audience, answered: ReadonlySet<SurveyId>): Promise<void> {
    for (const survey of this.#open()) {
      const isMine = answered.has(survey.surveyId);
      if (isMine && survey.counts === 'after-mine') await socket.join(this.#roomOfAnswered(survey));
      const count = await this.#countOf(survey, false);
      const isShown = audience === 'desk' || survey.counts === 'live' || (isMine && survey.counts === 'after-mine');
      const told = audience === 'desk' ? count : toldOf(survey, count);
      socket.emit('survey', this.#frame(survey, count.answered, isShown ? told : null));
    }
  }

  leave(socket: PageSocket): void {
    for (const room of socket.rooms) if (room.startsWith(this.#answeredPrefix)) void socket.leave(room);
  }

  close(): void {
    this.#cancel?.();
    this.#cancel = null;
  }

  #open(): readonly Survey[] {
    return openSurveys(this.#parts.surveys());
  }

  get #answeredPrefix(): string {
    return `answered ${this.#parts.sittingId} `;
  }

  #roomOfAnswered({ surveyId }: Survey): string {
    return `${this.#answeredPrefix}${surveyId}`;
  }

  async #sendToAll(survey: Survey): Promise<void> {
    const { io, roomOf, surveys } = this.#parts;
    const count = await this.#countOf(survey, true);
    // Closed while the box was read: its event tells what came of it.
    const now = surveys().surveys[survey.surveyId];
    if (now?.standing.is !== 'open') return;
    const told = toldOf(now, count);
    const toAll = this.#frame(now, count.answered, now.counts === 'live' ? told : null);
    for (const audience of ['member', 'stage'] as const) io.to(roomOf(audience)).emit('survey', toAll);
    // After what all are told: for those who have answered, this is what stands.
    if (now.counts === 'after-mine')
      io.to(this.#roomOfAnswered(now)).emit('survey', this.#frame(now, count.answered, told));
    io.to(roomOf('desk')).emit('survey', this.#frame(now, count.answered, count));
  }

  /** Who comes is told what was read a moment ago: a hall that comes at once does not read the box a thousand times. */
  #countOf(survey: Survey, isFresh: boolean): Promise<SurveyCount> {
    const { clock, store } = this.#parts;
    const { surveyId } = survey;
    const known = this.#known.get(surveyId);
    if (!isFresh && known !== undefined && clock.now() < known.at + intervalMs) return known.count;
    const count = answersIn(store, surveyId).then((answers) => countSurvey(survey, answers));
    this.#known.set(surveyId, { at: clock.now(), count });
    return count;
  }

  #forgetClosed(): void {
    const open = new Set(this.#open().map(({ surveyId }) => surveyId));
    for (const surveyId of this.#known.keys()) if (!open.has(surveyId)) this.#known.delete(surveyId);
  }

  #frame({ surveyId }: Survey, answered: number, count: SurveyCount | null): SurveyFrame {
    return { sittingId: this.#parts.sittingId, surveyId, answered, count };
  }
}
