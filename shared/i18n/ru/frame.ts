/** What stands on every screen? In Russian. */
import type { Catalogue } from '../catalogue.ts';

export const frame: Catalogue['frame'] = {
  product: 'Ortaq',
  language: 'Язык',
  languageNotLoaded: 'Этот язык не загрузился: нет связи. Страница осталась прежней, попробуйте ещё раз.',
  display: 'Размер текста и контраст',
  help: 'Помощь',
  close: 'Закрыть',
  struck: 'убрано:',
  added: 'добавлено:',
  back: 'Назад',
  more: 'Ещё',
  copyLink: 'Скопировать ссылку',
  copied: 'Скопировано',
  tryAgain: 'Попробовать ещё раз',
  opening: 'Открываем…',
  pageNotLoaded: 'Страница не загрузилась',
  pageNotLoadedDo: 'Нет связи, или сервер перезапускается. Всё, что вы написали, сохранено.',
  notFound: 'Здесь для вас ничего нет',
  notFoundDo: 'Возможно, в адресе ошибка или страница вам не открыта. Войдите по коду с экрана зала.',
  toStart: 'В начало',
  now: 'сейчас',
  today: 'сегодня',
};
