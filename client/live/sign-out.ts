/** How does one leave this browser? The server ends every login it has, and nothing of these people stays on the device. */
import { langs } from '../../shared/lib/lang.ts';
import type { Refusal, Result } from '../../shared/lib/result.ts';
import { forgetEverybodyHere, keysOf, peopleHere } from './here.ts';
import { tellServer } from './http-request.ts';
import type { LeftHere } from './kept-left.ts';

/** What would be lost: words of these people that are on this device alone. */
export async function leftByPeopleHere(): Promise<readonly LeftHere[]> {
  const people = peopleHere();
  if (people.length === 0) return [];
  const { leftHere } = await import('./kept-left.ts');
  return [...(await Promise.all(people.map(leftHere))).flat(), ...keysOf(people).flatMap(writtenWords)];
}

/** In `localStorage` lie, as JSON, a sheet of one's own with its words by language, and a comment with its words and their language. */
function writtenWords(name: string): LeftHere[] {
  const isComment = name.startsWith('ortaq.comment.');
  if (!isComment && !name.startsWith('ortaq.sheet.')) return [];
  try {
    const kept = JSON.parse(localStorage.getItem(name) ?? '{}') as {
      readonly body?: Record<string, unknown>;
      readonly lang?: string;
      readonly text?: unknown;
    };
    const body = isComment ? { [kept.lang ?? '']: kept.text } : kept.body;
    return langs.flatMap((lang) => {
      const words = body?.[lang];
      return typeof words === 'string' && words.trim() !== '' ? [{ lang, words }] : [];
    });
  } catch {
    // Something else stands there.
    return [];
  }
}

/** Nothing is cleared unless the server has ended the logins. */
export async function signOut(): Promise<Result<Record<string, never>>> {
  const answer = await tellServer<Record<string, never>, Refusal>('/api/sign-out');
  if (answer.ok) await clearPeopleHere();
  return answer;
}

/** The logins have ended already: what is left of these people on the device goes. */
export async function clearPeopleHere(): Promise<void> {
  const people = peopleHere();
  forgetEverybodyHere();
  if (people.length === 0) return;
  const { clearPerson } = await import('./kept-database.ts');
  for (const personId of people) await clearPerson(personId);
}
