/** What does the desk do when something is pressed? One deed at a time; what was refused stands there with its sentence. */
import { ok, refuse, type Refusal, type Result } from '../../../shared/lib/result.ts';
import type { CommandAnswer } from '../../../shared/protocol/messages.ts';
import { language } from '../../i18n/language.svelte.ts';
import { refusalSentence } from '../../i18n/refusal-sentence.ts';
import type { Assembly, Command } from '../../live/assembly.svelte.ts';

export class DeskDeeds {
  readonly #assembly: Assembly;
  #underway = $state.raw<readonly Command[]>([]);
  #refusal = $state.raw<Refusal | null>(null);

  constructor(assembly: Assembly) {
    this.#assembly = assembly;
  }

  get refusal(): Refusal | null {
    return this.#refusal;
  }

  dismiss(): void {
    this.#refusal = null;
  }

  /** The sentence under a greyed button; `undefined`: it may be pressed. */
  whyNot(command: Command): string | undefined {
    const may = this.#assembly.can(command);
    // Read here, so that the sentence follows the language.
    void language.lang;
    return may.ok ? undefined : refusalSentence(may);
  }

  isUnderway(command: Command): boolean {
    const wanted = JSON.stringify(command);
    return this.#underway.some((other) => JSON.stringify(other) === wanted);
  }

  /** Asks once; pressed again while the answer is awaited, it is not asked again. */
  async do(command: Command): Promise<Result<CommandAnswer>> {
    if (this.isUnderway(command)) return refuse('busy');
    this.#refusal = null;
    this.#underway = [...this.#underway, command];
    const answer = await this.#assembly.send(command);
    this.#underway = this.#underway.filter((other) => other !== command);
    if (!answer.ok) this.#refusal = answer;
    return answer;
  }

  /** One after the other, as far as they are not refused. */
  async inTurn(commands: readonly Command[]): Promise<Result<null>> {
    for (const command of commands) {
      const answer = await this.do(command);
      if (!answer.ok) return answer;
    }
    return ok(null);
  }
}
