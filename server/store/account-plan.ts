/** Which rows does a change of persons, links, logins or codes write, and when is it refused? */
import type { AccountChange, CommitRefusalCode } from '../engine/ports.ts';
import { assertNever } from '../../shared/lib/assert-never.ts';
import { refuse } from '../../shared/lib/result.ts';
import type { Refusal } from '../../shared/lib/result.ts';
import type { AccountDraft } from './account-draft.ts';

/**
 * Refused `account-exists` when an id, token or code that must be new is not. Races are decided for safety: a login by a link
 * that was revoked meanwhile, or of a person who was erased meanwhile, is written as ended.
 */
export function planAccount(change: AccountChange, draft: AccountDraft): Refusal<CommitRefusalCode> | undefined {
  const { at, writes } = draft;
  switch (change.change) {
    case 'add-person': {
      const { personId, name, lang, organiser } = change.person;
      if (draft.person(personId)) return refuse('account-exists', { personId });
      draft.persons.set(personId, { erasedAt: null });
      const row = {
        personId,
        nameJson: JSON.stringify(name),
        lang,
        organiser: organiser ? 1 : 0,
        erasedAt: null,
      } as const;
      writes.push({ write: 'person', row });
      return undefined;
    }
    case 'set-name': {
      const { personId, name } = change;
      if (isErased(draft, personId)) return undefined;
      writes.push({ write: 'set-name', row: { personId, nameJson: JSON.stringify(name) } });
      return undefined;
    }
    case 'set-language':
      writes.push({ write: 'set-language', row: { personId: change.personId, lang: change.lang } });
      return undefined;
    case 'erase-person': {
      const { personId } = change;
      if (draft.person(personId)?.erasedAt !== null) return undefined;
      draft.persons.set(personId, { erasedAt: at });
      writes.push({ write: 'erase-person', row: { personId, at } });
      return undefined;
    }
    case 'set-membership': {
      const { forumId, personId, organisation, title, details } = change.membership;
      if (isErased(draft, personId)) return undefined;
      const organisationJson = JSON.stringify(organisation);
      const titleJson = JSON.stringify(title);
      const detailsJson = details === undefined ? null : JSON.stringify(details);
      writes.push({ write: 'membership', row: { forumId, personId, organisationJson, titleJson, detailsJson } });
      return undefined;
    }
    case 'add-link': {
      const { linkId, tokenHash, purpose } = change;
      if (draft.takenLinks.has(linkId) || draft.takenLinks.has(tokenHash) || draft.facts.isLinkTaken(linkId, tokenHash))
        return refuse('account-exists', { linkId });
      draft.takenLinks.add(linkId).add(tokenHash);
      const personId = purpose.for === 'person' ? purpose.personId : null;
      const sittingId = purpose.for === 'stage' ? purpose.sittingId : null;
      const revokedAt = personId !== null && isErased(draft, personId) ? at : null;
      draft.links.set(linkId, { revokedAt });
      const row = { linkId, tokenHash, purposeJson: JSON.stringify(purpose), personId, sittingId, revokedAt };
      writes.push({ write: 'link', row });
      return undefined;
    }
    case 'revoke-link': {
      const { linkId } = change;
      if (draft.linkRevokedAt(linkId) !== null) return undefined;
      draft.links.set(linkId, { revokedAt: at });
      writes.push({ write: 'revoke-link', row: { linkId, at } });
      return undefined;
    }
    case 'add-login': {
      const { loginId, tokenHash, personId, forumId, linkId } = change;
      if (
        draft.takenLogins.has(loginId) ||
        draft.takenLogins.has(tokenHash) ||
        draft.facts.isLoginTaken(loginId, tokenHash)
      )
        return refuse('account-exists', { loginId });
      draft.takenLogins.add(loginId).add(tokenHash);
      const isRevoked = linkId !== null && typeof draft.linkRevokedAt(linkId) === 'number';
      const endedAt = isRevoked || isErased(draft, personId) ? at : null;
      writes.push({ write: 'login', row: { loginId, tokenHash, personId, forumId, linkId, createdAt: at, endedAt } });
      return undefined;
    }
    case 'end-login':
      writes.push({ write: 'end-login', row: { loginId: change.loginId, at } });
      return undefined;
    case 'set-code': {
      const { code, forumId } = change;
      const sittingId = change.sittingId ?? '';
      const target = `${forumId} ${sittingId}`;
      const holder = draft.codes.get(code) ?? draft.facts.codeTarget(code);
      if (holder === target) return undefined;
      if (holder !== undefined && holder !== '') return refuse('account-exists', { code });
      for (const [other, its] of draft.codes) if (its === target) draft.codes.set(other, '');
      draft.codes.set(code, target);
      writes.push({ write: 'code', row: { code, forumId, sittingId } });
      return undefined;
    }
    default:
      return assertNever(change);
  }
}

function isErased(draft: AccountDraft, personId: Parameters<AccountDraft['person']>[0]): boolean {
  return typeof draft.person(personId)?.erasedAt === 'number';
}
