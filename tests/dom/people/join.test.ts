/** Does one come in by the button alone, in the right language, and is every refusal said in its place? */
import { cleanup, fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import JoinByCodePage from '../../../client/features/people/JoinByCodePage.svelte';
import PersonalLinkPage from '../../../client/features/people/PersonalLinkPage.svelte';
import { language } from '../../../client/i18n/language.svelte.ts';
import { ru } from '../../../shared/i18n/ru.ts';
import { idFromBytes } from '../../../shared/lib/ids.ts';
import type { CodeAnswer, EnterAnswer, LinkAnswer } from '../../../shared/protocol/http.ts';

const forumId = idFromBytes('forum', new Uint8Array(10).fill(1));
const sittingId = idFromBytes('sitting', new Uint8Array(10).fill(2));
const forum = {
  forumId,
  title: { ru: 'Региональный гражданский форум', kk: 'Өңірлік азаматтық форум' },
  place: { ru: 'Уральск', kk: 'Орал' },
  date: '2023-07-16',
  now: { ru: 'идут три сессии', kk: 'үш сессия жүріп жатыр' },
};
const link: LinkAnswer = {
  person: { name: { ru: 'Чен' } },
  organisation: { ru: 'Сельская организация № 12', kk: 'Ауылдық ұйым № 12' },
  title: null,
  forum,
  lang: 'ru',
};
const foundCode: CodeAnswer = { forum, sittingId };
const entered: EnterAnswer = { forumId, sittingId, follows: false };

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}
let asked: Asked[] = [];
/** What the server answers to `METHOD path`; an absent one is a silent line. */
let answers: Record<string, { readonly status: number; readonly body: unknown }> = {};

beforeEach(() => {
  asked = [];
  answers = { 'GET /api/me': { status: 401, body: { ok: false, code: 'not-signed-in' } } };
  localStorage.clear();
  history.replaceState(null, '', '/p/secret');
  language.put('ru', ru);
  vi.stubGlobal('scrollTo', () => undefined);
  vi.stubGlobal('fetch', async (path: string, init: RequestInit = {}) => {
    const method = init.method ?? 'GET';
    asked.push({ method, path, body: typeof init.body === 'string' ? JSON.parse(init.body) : undefined });
    const answer = answers[`${method} ${path}`];
    if (answer === undefined) throw new TypeError('no line');
    return new Response(JSON.stringify(answer.body), { status: answer.status });
  });
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function posts(): Asked[] {
  return asked.filter(({ method }) => method === 'POST');
}

describe('a personal link', () => {
  test('shows whose it is, and signs nobody in by being opened', async () => {
    answers['GET /api/links/secret'] = { status: 200, body: link };
    render(PersonalLinkPage, { token: 'secret' });
    expect(await screen.findByText('Чен')).toBeTruthy();
    expect(screen.getByRole('heading', { name: 'Региональный гражданский форум' })).toBeTruthy();
    expect(screen.getByText('Уральск, 16 июля 2023 года')).toBeTruthy();
    expect(screen.getByText('Сельская организация № 12')).toBeTruthy();
    expect(posts()).toEqual([]);
  });

  test('signs in by the button, once, and goes to the sitting in place of itself', async () => {
    answers['GET /api/links/secret'] = { status: 200, body: link };
    answers['POST /api/links/secret/enter'] = { status: 200, body: entered };
    render(PersonalLinkPage, { token: 'secret' });
    const button = await screen.findByRole('button', { name: ru.people.itIsMe });
    const pagesBefore = history.length;
    await fireEvent.click(button);
    await fireEvent.click(button);
    await vi.waitFor(() => expect(location.pathname).toBe(`/s/${sittingId}`));
    expect(history.length).toBe(pagesBefore);
    expect(posts()).toHaveLength(1);
  });

  test('opens in the language of the import row', async () => {
    answers['GET /api/links/secret'] = { status: 200, body: { ...link, lang: 'kk' } };
    render(PersonalLinkPage, { token: 'secret' });
    expect(await screen.findByText('Сіз осы адамсыз ба?')).toBeTruthy();
    expect(document.documentElement.lang).toBe('kk');
    expect(localStorage.getItem('ortaq.lang')).toBeNull();
  });

  test('opens in the language chosen on this device before, whatever the row says', async () => {
    await language.choose('ru');
    answers['GET /api/links/secret'] = { status: 200, body: { ...link, lang: 'kk' } };
    render(PersonalLinkPage, { token: 'secret' });
    expect(await screen.findByText('Это вы?')).toBeTruthy();
  });

  test('that was replaced says so and offers the code', async () => {
    answers['GET /api/links/secret'] = { status: 410, body: { ok: false, code: 'link-ended' } };
    render(PersonalLinkPage, { token: 'secret' });
    expect(await screen.findByRole('heading', { name: 'Эту ссылку заменили' })).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Войти по коду' }).getAttribute('href')).toBe('/');
  });

  test('of somebody else opens nothing', async () => {
    answers['GET /api/links/secret'] = { status: 200, body: link };
    render(PersonalLinkPage, { token: 'secret' });
    await fireEvent.click(await screen.findByRole('button', { name: 'Это не я' }));
    expect(screen.queryByText('Чен')).toBeNull();
    expect(posts()).toEqual([]);
  });

  test('without a line says so in its place, keeps the name, and can be pressed again', async () => {
    answers['GET /api/links/secret'] = { status: 200, body: link };
    render(PersonalLinkPage, { token: 'secret' });
    await fireEvent.click(await screen.findByRole('button', { name: ru.people.itIsMe }));
    expect((await screen.findByRole('alert')).textContent).toMatch(/^Нет связи\./);
    expect(screen.getByText('Чен')).toBeTruthy();
    answers['POST /api/links/secret/enter'] = { status: 200, body: { forumId, sittingId: null } };
    await fireEvent.click(screen.getByRole('button', { name: ru.people.itIsMe }));
    await vi.waitFor(() => expect(location.pathname).toBe(`/f/${forumId}`));
  });
});

describe('a code', () => {
  test('brought by a QR needs only the name', async () => {
    answers['GET /api/codes/482916'] = { status: 200, body: foundCode };
    answers['POST /api/codes/482916/enter'] = { status: 200, body: entered };
    render(JoinByCodePage, { code: '482916' });
    expect(await screen.findByRole('heading', { name: 'Региональный гражданский форум' })).toBeTruthy();
    expect(screen.queryByLabelText('Код')).toBeNull();
    await fireEvent.input(screen.getByLabelText('Ваше имя'), { target: { value: '  Дара ' } });
    await fireEvent.click(screen.getByRole('button', { name: 'Войти' }));
    await vi.waitFor(() => expect(location.pathname).toBe(`/s/${sittingId}`));
    expect(posts().map(({ body }) => body)).toEqual([{ name: 'Дара', lang: 'ru' }]);
  });

  test('pasted with spaces is looked up when it is whole, and shows its forum', async () => {
    answers['GET /api/codes/482916'] = { status: 200, body: foundCode };
    render(JoinByCodePage, { code: '' });
    await fireEvent.input(screen.getByLabelText('Код'), { target: { value: '48 29' } });
    await fireEvent.input(screen.getByLabelText('Код'), { target: { value: ' 482-916' } });
    expect(await screen.findByRole('heading', { name: 'Региональный гражданский форум' })).toBeTruthy();
    expect(asked.filter(({ path }) => path.startsWith('/api/codes/'))).toHaveLength(1);
  });

  test('that is none says where to look, beneath the field, and keeps the name typed', async () => {
    answers['GET /api/codes/111111'] = { status: 404, body: { ok: false, code: 'code-unknown' } };
    render(JoinByCodePage, { code: '' });
    await fireEvent.input(screen.getByLabelText('Ваше имя'), { target: { value: 'Дара' } });
    await fireEvent.input(screen.getByLabelText('Код'), { target: { value: '111111' } });
    expect((await screen.findByRole('alert')).textContent).toBe('Такого кода нет. Посмотрите на экран зала.');
    expect(screen.getByLabelText<HTMLInputElement>('Ваше имя').value).toBe('Дара');
  });

  test('without a name asks for one, and sends nothing', async () => {
    answers['GET /api/codes/482916'] = { status: 200, body: foundCode };
    render(JoinByCodePage, { code: '482916' });
    await screen.findByRole('heading', { name: 'Региональный гражданский форум' });
    await fireEvent.click(screen.getByRole('button', { name: 'Войти' }));
    expect(screen.getByLabelText('Ваше имя').getAttribute('aria-invalid')).toBe('true');
    expect(posts()).toEqual([]);
  });

  test('offers their forums to one who is signed in', async () => {
    answers['GET /api/me'] = {
      status: 200,
      body: {
        person: { personId: idFromBytes('person', new Uint8Array(10)), name: { ru: 'Амина' } },
        forums: [{ forumId, title: forum.title }],
      },
    };
    render(JoinByCodePage, { code: '' });
    expect((await screen.findByRole('link', { name: 'Региональный гражданский форум' })).getAttribute('href')).toBe(
      `/f/${forumId}`,
    );
  });
});
