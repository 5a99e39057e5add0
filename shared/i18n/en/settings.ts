/** How large and how bright, and the first five steps? In English. */
export const settings = {
  title: 'Text size and contrast',
  textSize: 'Text size',
  sample: 'The budget of the district is published before 1 December.',
  theme: 'Colours',
  themes: { auto: 'As the device', light: 'Light', dark: 'Dark', contrast: 'High contrast' },
  /** Where I sit; asked by the first card of a sitting. */
  whereAreYou: 'Where are you?',
  inTheHall: 'In the hall',
  remotely: 'Remotely',
};
