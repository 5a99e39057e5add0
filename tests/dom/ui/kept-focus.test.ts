/** Does the keyboard stay where it was when what it stood on goes away? */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keepFocus } from '../../../client/ui/kept-focus.ts';

let stop: () => void;
beforeEach(() => {
  stop = keepFocus();
});
afterEach(() => {
  stop();
  document.body.replaceChildren();
});

/** The page's own observers are told of a change after it. */
const told = (): Promise<void> => Promise.resolve();
const part = (id: string): HTMLElement => document.getElementById(id)!;
async function goes(id: string): Promise<void> {
  part(id).remove();
  await told();
}

test('a control that went leaves the focus to the nearest place around it, which is no stop afterwards', async () => {
  document.body.innerHTML =
    '<main id="page"><section id="vote"><div id="row"><button id="yes">Да</button></div></section><button id="next">Дальше</button></main>';
  part('yes').focus();
  await goes('row');
  expect(document.activeElement?.id).toBe('vote');
  expect(part('vote').tabIndex).toBe(-1);
  part('next').focus();
  expect(part('vote').hasAttribute('tabindex')).toBe(false);

  part('next').focus();
  await goes('next');
  expect(document.activeElement?.id).toBe('page');
});

test('the place that took the focus goes as well, or a sheet beside the page: what is left takes it', async () => {
  document.body.innerHTML =
    '<main id="page"><div data-stays id="step"><button id="now">Сейчас</button></div></main><dialog open id="sheet"><button id="put">Поставить</button></dialog>';
  part('now').focus();
  await goes('now');
  expect(document.activeElement?.id).toBe('step');
  await goes('step');
  expect(document.activeElement?.id).toBe('page');
  part('put').focus();
  await goes('sheet');
  expect(document.activeElement?.id).toBe('page');
});

test('nobody’s focus is taken: who went on by themselves, who pressed beside it, who writes', async () => {
  document.body.innerHTML =
    '<main><section id="a"><button id="one">1</button><p id="p">…</p></section><input id="field" /></main>';
  part('one').focus();
  part('field').focus();
  await goes('one');
  expect(document.activeElement?.id).toBe('field');
  document.body.innerHTML = '<main><section id="a"><button id="one">1</button><p id="p">…</p></section></main>';
  part('one').focus();
  part('p').dispatchEvent(new Event('pointerdown', { bubbles: true }));
  part('one').blur();
  await goes('one');
  expect(document.activeElement).toBe(document.body);
});

test('what goes whenever Tab comes to it does not hold the keyboard for ever', async () => {
  document.body.innerHTML = '<main><section id="a"></section></main>';
  const comeByTab = async (): Promise<void> => {
    const sign = document.createElement('button');
    part('a').append(sign);
    sign.focus();
    sign.remove();
    await told();
  };
  await comeByTab();
  expect(document.activeElement?.id).toBe('a');
  await comeByTab();
  expect(document.activeElement).toBe(document.body);
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
  await comeByTab();
  expect(document.activeElement?.id).toBe('a');
});
