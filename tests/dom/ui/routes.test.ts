/** Does each address lead to its page, and to no other? */
import { describe, expect, test } from 'vitest';
import { parseRoute, pathTo, type Route } from '../../../client/live/routes.ts';
import { isWholeCode, spacedCode, toCode } from '../../../client/features/people/enter-code.ts';
import { idFromBytes } from '../../../shared/lib/ids.ts';

const bytes = new Uint8Array(10).fill(7);
const forumId = idFromBytes('forum', bytes);
const sittingId = idFromBytes('sitting', bytes);

const routes: readonly Exclude<Route, { page: 'not-found' }>[] = [
  { page: 'home' },
  { page: 'join', code: '482916' },
  { page: 'personal-link', token: 'a-Z_09' },
  { page: 'new-forum' },
  { page: 'programme', forumId },
  { page: 'sitting', sittingId },
  { page: 'desk', sittingId },
  { page: 'follow', sittingId },
  { page: 'stage', token: 'x/ы %' },
  { page: 'check', code: '' },
  { page: 'check', code: '7F3A91C2' },
];

test.each(routes)('the page $page is found again at its address', (route) => {
  expect(parseRoute(pathTo(route))).toEqual(route);
});

describe('an address that is none of ours', () => {
  test.each([
    '/nowhere',
    '/join',
    '/new/x',
    '/p',
    '/s/sit_short',
    `/s/${forumId}`,
    `/f/${sittingId}`,
    `/s/${sittingId}/other`,
    `/s/${sittingId}/desk/more`,
    `/f/${forumId}/desk`,
    '/p/%E0%A4%A',
    '/constructor/x',
  ])('%s', (path) => {
    expect(parseRoute(path)).toEqual({ page: 'not-found' });
  });
});

test('a slash at the end changes nothing', () => {
  expect(parseRoute(`/s/${sittingId}/`)).toEqual({ page: 'sitting', sittingId });
});

describe('a code', () => {
  test.each([
    ['482916', '482916'],
    ['482 916', '482916'],
    [' 482-916 ', '482916'],
    ['4829167', '482916'],
    ['https://ortaq.example:8443/join/482916', '482916'],
    ['http://192.168.1.20/join/482%20916', '482916'],
    ['код 48', '48'],
    ['', ''],
  ])('typed or pasted as «%s» is %s', (typed, code) => {
    expect(toCode(typed)).toBe(code);
  });

  test('is written as on the hall’s screen, and is whole with six digits', () => {
    expect(spacedCode('482916')).toBe('482 916');
    expect(spacedCode('48')).toBe('48');
    expect(isWholeCode('482916')).toBe(true);
    expect(isWholeCode('48291')).toBe(false);
  });
});
