/** What does the browser know of its line? A silent one is noticed after half a minute; what the browser says of it counts at once. */
import type { TextConnection } from '../../../live/text-connection.ts';

/** Returns the way to stop. */
export function followBrowserLine(connection: Pick<TextConnection, 'connect' | 'disconnect'>): () => void {
  const goOffline = (): void => connection.disconnect();
  const comeBack = (): void => connection.connect();
  addEventListener('offline', goOffline);
  addEventListener('online', comeBack);
  return () => {
    removeEventListener('offline', goOffline);
    removeEventListener('online', comeBack);
  };
}
