/** Which short code stands on somebody's badge? By it the registration desk and a second import know them; it opens nothing. */
import type { PersonId } from '../lib/ids.ts';

/** `7K3Q-9FXP`: of the eight first signs of the id, which has no letters that look like others. */
export function badgeCode(personId: PersonId): string {
  const signs = personId.slice(4, 12).toUpperCase();
  return `${signs.slice(0, 4)}-${signs.slice(4)}`;
}

/** As it is compared: however it was typed. */
export function foldBadge(typed: string): string {
  return typed.toUpperCase().replace(/[^0-9A-Z]/g, '');
}
