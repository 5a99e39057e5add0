/** What goes on now, in three sentences, and whom to call? In English. */
export const help = {
  callSecretary: 'Call the secretary',
  reading: 'You are reading the draft. Tap a clause to see what can be done with it.',
  writing:
    'What you write is seen by the others at once and saved by itself. “Undo mine” takes back only your own words.',
  voting:
    'A vote is open. Read the words, choose one answer; one tap sends it, and it can be changed until the vote closes.',
  waiting: 'Nothing needs you now. When a vote opens or your turn comes, this page says so.',
  desk: 'The large button does the next step and names it. Above it stands what to say aloud.',
  keys: 'Keys',
};
