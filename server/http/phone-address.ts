/** At which address do phones find this server, when the hall's screen was opened on the server's own machine as localhost? */

/** A machine's own addresses, as `os.networkInterfaces()` tells them. */
export type Interfaces = Readonly<
  Record<
    string,
    readonly { readonly address: string; readonly family: string; readonly internal: boolean }[] | undefined
  >
>;

const loopback = /^(?:localhost|127(?:\.\d+){3}|\[::1\])(?::(\d+))?$/;

/**
 * The address that the server was told it has, else the first in the local network, with the port of `host` (the Host header);
 * `undefined` where the screen's own address
 * serves phones too, or there is no network. A QR that says localhost would lead every phone to itself.
 */
export function phoneAddress(
  host: string,
  interfaces: Interfaces,
  publicOrigin: string | null = null,
): string | undefined {
  if (publicOrigin !== null) return new URL(publicOrigin).host === host ? undefined : publicOrigin;
  const match = loopback.exec(host);
  if (match === null) return undefined;
  const port = match[1] === undefined ? '' : `:${match[1]}`;
  const inNetwork = Object.values(interfaces)
    .flatMap((list) => list ?? [])
    .find(({ family, internal }) => family === 'IPv4' && !internal);
  return inNetwork === undefined ? undefined : `http://${inNetwork.address}${port}`;
}
