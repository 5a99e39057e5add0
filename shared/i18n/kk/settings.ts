/** How large and how bright, and the first five steps? In Kazakh. */
import type { Catalogue } from '../catalogue.ts';

export const settings: Catalogue['settings'] = {
  title: 'Мәтін өлшемі және контраст',
  textSize: 'Мәтін өлшемі',
  sample: 'Аудан бюджеті 1 желтоқсанға дейін жарияланады.',
  theme: 'Түстер',
  themes: { auto: 'Құрылғыдағыдай', light: 'Ашық', dark: 'Күңгірт', contrast: 'Контрастты' },
  whereAreYou: 'Қай жердесіз?',
  inTheHall: 'Залда',
  remotely: 'Қашықтан',
};
