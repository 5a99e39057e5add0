/** Is the line up, is my text saved? In English. */
export const line = {
  live: 'online',
  connecting: 'connecting',
  offline: 'offline',
  offlineKept: (kept: number) => `offline · ${kept}`,
  /** The whole sentence, where there is room for it. */
  kept: (kept: number) => (kept === 0 ? 'Offline' : `Offline · ${kept} changes kept here`),
  saved: 'saved',
  saving: 'saving',
  notSaved: 'not saved yet',
  restarting: 'the server is restarting',
  reload: 'Load again',
  /** Much was written offline and goes out now. */
  sending: (done: number, of: number) => `sending: ${done} of ${of}`,
  keptInPage: 'This device keeps nothing: do not close this page before it says “saved”.',
  /** What is shown was kept on this device. */
  asOf: (time: string) => `As it was at ${time}, offline`,
  /** What was not sent, when one leaves or was signed out. */
  notSent: 'Not sent from this device',
  notSentBecauseEnded:
    'You were signed out here before this could be sent. Copy it, or sign in again as yourself: then it is sent.',
  notSentBeforeLeaving: 'This was never sent. If you sign out now, it is gone from this device.',
  clearHere: 'Clear it from this device',
  newVersion: 'A new version is ready. Nothing you wrote is lost.',
  seenHere: 'Kept on this device, readable offline',
};
