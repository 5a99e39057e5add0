/** What do tests call of `build-server.mjs`? */
export function buildServer(): Promise<void>;
export function buildBundle(source: string, result: string): Promise<void>;
