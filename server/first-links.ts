/** Where do people go when the server has started? The sample forum is loaded if asked for, and every link is made. */
import { rename, writeFile } from 'node:fs/promises';
import type { Lang } from '../shared/lib/lang.ts';
import type { ForumId, PersonId } from '../shared/lib/ids.ts';
import { inLang } from '../shared/lib/lang.ts';
import { foundForum } from './engine/found-forum.ts';
import type { AccountChange, Link, Person } from './engine/ports.ts';
import { samplePeople, sampleForum, sampleSittings } from './sample/sample-forum.ts';
import type { Services } from './services.ts';

/** Name → address. `guest` joins by code, `stage` is the hall's screen, `organiser` makes forums; the rest are people of the sample. */
export type FirstLinks = Readonly<Record<string, string>>;

/** The person who may create forums on this server: made at the first start. */
const organiserName = { ru: 'Организатор', kk: 'Ұйымдастырушы', en: 'Organiser' } as const;

interface Wish {
  readonly sample: boolean;
  readonly newOrganiserLink: boolean;
  readonly base: string;
}

/**
 * Tokens are stored as hashes, so a link is told once: at the first start, and again only as a new one when asked for. The sample's
 * links are made anew at every start with `--sample`, and the earlier ones go on working.
 */
export async function makeFirstLinks(services: Services, wish: Wish): Promise<FirstLinks> {
  const found: Record<string, string> = {};
  const { organiser, fresh } = await findOrMakeOrganiser(services);
  if (fresh || wish.newOrganiserLink || wish.sample) {
    const earlier = wish.newOrganiserLink ? await endLinks(services, organiser) : [];
    found['organiser'] = `${wish.base}/p/${await makeLink(services, organiser, null, earlier)}`;
  }
  if (wish.sample) Object.assign(found, await sampleLinks(services, organiser, wish.base));
  return found;
}

export async function writeLinks(file: string, links: FirstLinks): Promise<void> {
  // Whoever waits for the file finds it whole or not at all.
  const whole = `${file}.new`;
  await writeFile(whole, JSON.stringify(links, null, 2) + '\n', { mode: 0o600 });
  await rename(whole, file);
}

/** What is printed: one line a link. */
export function linkLines(links: FirstLinks, lang: Lang): readonly string[] {
  const width = Math.max(...Object.keys(links).map((name) => name.length));
  const people = new Map(samplePeople.map(({ key, name }) => [key, inLang(name, lang)]));
  return Object.entries(links).map(([name, url]) => {
    const who = people.get(name);
    return `  ${name.padEnd(width)}  ${url}${who === undefined ? '' : `   ${who}`}`;
  });
}

async function findOrMakeOrganiser({ store, ids }: Services): Promise<{ organiser: PersonId; fresh: boolean }> {
  const [known] = await store.readOrganisers();
  if (known !== undefined) return { organiser: known.personId, fresh: false };
  const personId = ids.id('person');
  const person: Person = { personId, name: organiserName, lang: 'ru', organiser: true };
  await must(store.commit({ accounts: [{ change: 'add-person', person }] }));
  return { organiser: personId, fresh: true };
}

async function endLinks({ store }: Services, personId: PersonId): Promise<readonly AccountChange[]> {
  const links: readonly Link[] = await store.readLinksOf(personId);
  return links.filter(({ revokedAt }) => revokedAt === null).map(({ linkId }) => ({ change: 'revoke-link', linkId }));
}

async function makeLink(
  { store, people }: Services,
  personId: PersonId,
  forumId: ForumId | null,
  also: readonly AccountChange[] = [],
): Promise<string> {
  const link = people.newLink({ for: 'person', personId, forumId });
  await must(store.commit({ accounts: [...also, link.change] }));
  return link.token;
}

async function sampleLinks(services: Services, organiser: PersonId, base: string): Promise<Record<string, string>> {
  const { store, people, assemblies } = services;
  const loaded = await findSample(services, organiser);
  const { forumId, personIds } = loaded ?? (await loadSample(services, organiser));
  const forum = (await assemblies.forum(forumId))?.state.forum;
  if (forum === undefined) throw new Error('the sample was loaded and is not there');
  const links: Record<string, string> = {};
  for (const [key, personId] of personIds) links[key] = `${base}/p/${await makeLink(services, personId, forumId)}`;
  links['guest'] = `${base}/join/${forum.code}`;
  for (const [place, { sittingId }] of forum.sittings.entries()) {
    const link = people.newLink({ for: 'stage', forumId, sittingId });
    await must(store.commit({ accounts: [link.change] }));
    const url = `${base}/stage/${link.token}`;
    const key = sampleSittings[place] ?? String(place);
    links[`stage-${key}`] = url;
    // "The" stage is the first panel's: panels sit while the plenary is in recess.
    if (key === firstPanel) links['stage'] = url;
  }
  return links;
}

const firstPanel = 'business';

interface LoadedSample {
  readonly forumId: ForumId;
  readonly personIds: ReadonlyMap<string, PersonId>;
}

/** The forum that was loaded at an earlier start: it has everybody of the sample, by the names the sample gives them. */
async function findSample({ store }: Services, organiser: PersonId): Promise<LoadedSample | null> {
  for (const forumId of await store.readForumsOf(organiser)) {
    const members = await store.readMembers(forumId);
    const personIds = new Map<string, PersonId>();
    for (const { key, name } of samplePeople) {
      const member = members.find(({ person }) => person.name.ru === name.ru);
      if (member !== undefined) personIds.set(key, member.person.personId);
    }
    if (personIds.size === samplePeople.length) return { forumId, personIds };
  }
  return null;
}

async function loadSample({ store, ids, clock }: Services, organiser: PersonId): Promise<LoadedSample> {
  const personIds = new Map<string, PersonId>();
  const accounts = samplePeople.map(({ key, name, lang }): AccountChange => {
    const personId = ids.id('person');
    personIds.set(key, personId);
    return { change: 'add-person', person: { personId, name, lang, organiser: false } };
  });
  await must(store.commit({ accounts }));
  const founded = await foundForum({ store, clock, ids }, sampleForum(clock.now(), personIds, organiser));
  if (!founded.ok) throw new Error(`the sample could not be loaded: ${founded.code}`);
  return { forumId: founded.value.forumId, personIds };
}

async function must(committing: ReturnType<Services['store']['commit']>): Promise<void> {
  const committed = await committing;
  if (!committed.ok) throw new Error(`the store refused: ${committed.code}`);
}
