/** How large and how bright, and the first five steps? In Russian. */
import type { Catalogue } from '../catalogue.ts';

export const settings: Catalogue['settings'] = {
  title: 'Размер текста и контраст',
  textSize: 'Размер текста',
  sample: 'Бюджет района публикуется до 1 декабря.',
  theme: 'Цвета',
  themes: { auto: 'Как на устройстве', light: 'Светлые', dark: 'Тёмные', contrast: 'Контрастные' },
  whereAreYou: 'Где вы?',
  inTheHall: 'В зале',
  remotely: 'Удалённо',
};
