/** By which rules does an assembly of this kind decide? In English. */
export const templates = {
  choose: 'By which rules',
  names: {
    'regional-forum': 'Regional forum',
    'round-table': 'Round table',
    'public-council': 'Public council',
    'model-un': 'Model UN',
  },
  ties: {
    rejected: 'Equal votes: not carried.',
    'chair-casting': 'Equal votes: the chair’s vote decides.',
    revote: 'Equal votes: it is voted on once more.',
    lot: 'Equal votes: a lot is drawn before all.',
  },
  advisory: 'Advisory votes are shown apart and not counted.',
  allowed: {
    noObjection: 'Something may be carried without a vote, if nobody objects.',
    unnamed: 'A vote may be without names.',
    openCounts: 'The numbers of a named vote may be seen while it goes on.',
    proxies: 'Somebody may vote for somebody else.',
  },
  proxiesMost: (most: number) => `One votes for so many others at most: ${most}.`,
  byAddressee: 'Clauses of a resolution are printed under the name of whom they are addressed to, with their numbers.',
  barred: {
    noObjection: 'Everything is put to the vote: silence decides nothing.',
    unnamed: 'Every vote is named: all see who voted how.',
    openCounts: 'The numbers are seen when a vote closes.',
    proxies: 'Nobody votes for somebody else.',
  },
  stands:
    'These rules stand: they are not changed once the sitting is made. Each vote keeps the rule it was opened with.',
};
