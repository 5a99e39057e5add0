/** Is the line up, is my text saved? In English. */
export const line = {
  live: 'online',
  connecting: 'connecting',
  slow: 'slow line',
  offline: 'offline',
  offlineKept: (kept: number) => `offline · ${kept}`,
  /** The whole sentence, where there is room for it. */
  kept: (kept: number) => (kept === 0 ? 'Offline' : `Offline · ${kept} changes kept here`),
  saved: 'saved',
  saving: 'saving',
  notSaved: 'not saved yet',
  restarting: 'the server is restarting',
  loginEnded: 'You were signed out here. Open your link or join with the code again.',
  tooOld: 'This page is older than the server. What you wrote is kept here. Load the page again.',
  reload: 'Load again',
  since: (time: string) => `no line since ${time}`,
};
