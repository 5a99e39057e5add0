/** How does one come in? In English. */
export const people = {
  // A personal link, before it signs anybody in.
  areYou: 'Is this you?',
  itIsMe: 'It is me',
  notMe: 'Not me',
  notMeDo:
    'Then this link belongs to somebody else, and nothing was opened. Ask for yours at registration, or join with the code on the hall’s screen.',
  entering: 'Going in…',
  openingLink: 'Opening your link…',
  noPassword: 'No e-mail, no password.',
  othersSeeName: 'The others see your name.',
  linkEnded: 'This link was replaced',
  linkEndedDo: 'Ask at registration: they will show you the new one. You can also join with the code.',
  linkUnknown: 'There is no such link',
  linkUnknownDo: 'It may have been cut short when copied. Open it again from the message, or join with the code.',
  // A code and a name.
  enterCode: 'Join the sitting',
  enterCodeDo: 'Six digits, from the hall’s screen or your badge.',
  code: 'Code',
  name: 'Your name',
  nameHint: 'as the others will see it',
  organisation: 'Organisation',
  optional: 'if you like',
  join: 'Join',
  joinByCode: 'Join with a code',
  lookingUpCode: 'Looking for the code…',
  codeUnknown: 'No such code. Look at the hall’s screen.',
  codeTooShort: 'A code has six digits.',
  nameMissing: 'Write your name, so that the others know who speaks.',
  otherCode: 'Another code',
  // One who is already signed in.
  myForums: 'My forums',
  signedInAs: (name: string) => `You are here as ${name}`,
  signOut: 'Sign out',
  signOutAgain: 'To come back you will need your link or the code. Press once more to sign out.',
  startsAt: (time: string) => `Starts at ${time}. The draft can be read now.`,
};
