/** When does Tab go on through the page, and when is it a deed of whoever writes? */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTabTravel, type TabTravel } from '../../../client/features/draft/editor/tab-travel.ts';

let root: HTMLElement;
let stopped: AbortController;
let tab: TabTravel;

beforeEach(() => {
  root = document.createElement('div');
  root.innerHTML = '<button></button><button></button>';
  document.body.append(root);
  stopped = new AbortController();
  tab = openTabTravel(root, stopped.signal);
});
afterEach(() => {
  stopped.abort();
  root.remove();
});

function key(name: string, isTaken = false): void {
  const event = new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true });
  if (isTaken) root.addEventListener('keydown', (one) => one.preventDefault(), { once: true });
  (root.children[0] as HTMLElement).dispatchEvent(event);
}
const lift = (name: string): void => void root.dispatchEvent(new KeyboardEvent('keyup', { key: name, bubbles: true }));
const arrive = (): void => void root.dispatchEvent(new FocusEvent('focusin', { bubbles: true }));

test('who comes by Tab walks on, and who has typed since is writing', () => {
  key('Tab');
  arrive();
  lift('Tab');
  expect(tab.isTravelling).toBe(true);
  key('Shift');
  key('Tab');
  expect(tab.isTravelling).toBe(true);
  key('а');
  expect(tab.isTravelling).toBe(false);
});

test('who pressed into a field is writing; so is who is brought back after Tab was a deed', () => {
  key('Tab');
  arrive();
  root.dispatchEvent(new Event('pointerdown', { bubbles: true }));
  arrive();
  expect(tab.isTravelling).toBe(false);
  key('Tab', true);
  arrive();
  expect(tab.isTravelling).toBe(false);
});
