/** What is said of who reports on a matter? In English; fetched where an agenda is shown. */
export const agenda = {
  rapporteur: 'Rapporteur',
  coRapporteur: 'Co-rapporteur',
  upTo: (minutes: number) => `up to ${minutes} min`,
  upToSeconds: (seconds: number) => `up to ${seconds}\u00a0s`,
  limits: 'Time limits',
  limitOf: { speech: 'speech', question: 'question', reply: 'reply', information: 'information' },
  change: 'Rapporteurs…',
  title: (item: string) => `Rapporteurs: ${item}`,
  who: 'Person',
  nobody: 'choose',
  whoMissing: 'Choose who reports.',
  minutes: 'Minutes',
  minutesWrong: (most: number) => `Minutes are a whole number from 1 to ${most}.`,
  add: 'Add',
  take: (name: string) => `Take out: ${name}`,
  means: 'They stand in the agenda on screens and on paper. Who speaks when is called by you.',
};
