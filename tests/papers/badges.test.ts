/** Does every badge carry its whole name in its own letters, eight a sheet, and does its picture lead to the link? Read back by poppler. */
import { execFile } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { renderBadges } from '../../server/papers/badges.ts';
import { roleOnBadge, type Badge } from '../../shared/papers/badge.ts';
import { badgeCode, foldBadge } from '../../shared/people/badge-code.ts';
import type { PersonId } from '../../shared/lib/ids.ts';
import { initialSitting } from '../../shared/sitting/sitting.ts';

const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'ortaq-badges-'));

const longName = 'Әбдірахман-Қожахметов Нұрмұхаммед Сейітжапарұлы Ғұмарғалиев-Өскенбаевтар';
const longOrganisation =
  'Республикалық қоғамдық бірлестік «Ауыл шаруашылығы өндірушілері мен шағын кәсіпкерлердің құқықтарын қорғау және ' +
  'ауылдық жерлердегі азаматтық бастамаларды қолдау жөніндегі өңірлік ұйымдар қауымдастығы» Батыс Қазақстан филиалы';

const badge = (place: number): Badge => ({
  name: `Әсел Қуанышқызы ${String(place)}`,
  organisation: 'Қоғамдық қор «Үміт»',
  role: 'Шешуші дауыс',
  code: `AAAA-${String(place).padStart(4, '0')}`,
  address: place % 2 === 0 ? `https://forum.example/p/${'x'.repeat(43)}` : null,
});

const sheet = { lang: 'kk', title: 'Батыс Қазақстан азаматтық форумы', printedAt: 1_790_000_000_000 } as const;

test('[BADGE-1] nine people are two sheets of A4; the longest name and organisation stand there whole', async () => {
  const badges = [
    { ...badge(0), name: longName, organisation: longOrganisation },
    { ...badge(1), name: 'Ә'.repeat(120), organisation: 'Ң'.repeat(200) },
    ...Array.from({ length: 7 }, (_, place) => badge(place + 2)),
  ];
  const bytes = await renderBadges({ ...sheet, badges });
  const file = join(folder, 'badges.pdf');
  await writeFile(file, bytes);
  const { stdout: about } = await run('pdfinfo', [file]);
  expect(about).toMatch(/Pages:\s+2\n/);
  expect(about).toMatch(/Page size:\s+595\.28 x 841\.89 pts \(A4\)/);
  expect(about).toMatch(/Tagged:\s+yes/);
  // Word by word with its place: nothing lies outside of its own eighth.
  const { stdout: words } = await run('pdftotext', ['-f', '1', '-l', '1', '-bbox', file, '-']);
  const placed = [...words.matchAll(/xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]+)</g)].map(
    ([, x = '', y = '', right = '', bottom = '', word = '']) => ({
      x: Number(x),
      y: Number(y),
      right: Number(right),
      bottom: Number(bottom),
      word,
    }),
  );
  expect(placed.length).toBeGreaterThan(60);
  const [wide, high] = [595.28 / 2, 841.89 / 4];
  for (const { x, y, right, bottom, word } of placed) {
    expect(Math.floor((right - 0.01) / wide), word).toBe(Math.floor(x / wide));
    expect(Math.floor((bottom - 0.01) / high), word).toBe(Math.floor(y / high));
  }
  const inFirst = placed.filter(({ x, y }) => x < wide && y < high);
  const said = inFirst.map(({ word }) => word).join(' ');
  for (const word of [...longName.split(' '), ...longOrganisation.split(/[ «»]+/)]) {
    expect(said.replaceAll('"', '')).toContain(word);
  }
  const { stdout: faces } = await run('pdffonts', [file]);
  expect(faces).toMatch(/yes yes yes/);
  expect(Buffer.from(await renderBadges({ ...sheet, badges })).equals(Buffer.from(bytes))).toBe(true);
});

test('[BADGE-1] the short code is of the id, however it is typed, and the role is the rarest of all sittings', () => {
  const personId = 'per_7k3q9fxp00000000' as PersonId;
  expect(badgeCode(personId)).toBe('7K3Q-9FXP');
  expect(foldBadge(' 7k3q 9fxp')).toBe(foldBadge(badgeCode(personId)));
  const seat = { seatId: 'sea_0000000000000000' as never, holder: personId, weight: 1, group: null };
  const voting = { ...initialSitting, seats: { sea_0000000000000000: { ...seat, right: 'deciding' as const } } };
  expect(roleOnBadge([voting], personId, 'kk')).toBe('Шешуші дауыс');
  const office = { ...initialSitting, roles: { [personId]: ['observer', 'secretary'] as const } };
  expect(roleOnBadge([voting, office], personId, 'ru')).toBe('Секретарь');
  expect(roleOnBadge([initialSitting], personId, 'en')).toBe('');
});
