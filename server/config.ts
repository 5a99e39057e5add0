/** With what does the server start? Arguments first, then ORTAQ_… variables, then defaults; a wrong value stops it with one sentence. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ok, refuse, type Result } from '../shared/lib/result.ts';

export interface Config {
  readonly port: number;
  readonly dataDirectory: string;
  /** Where people reach the server; `null`: by this machine's addresses. */
  readonly publicUrl: URL | null;
  /** A file to write the links to, as JSON. */
  readonly linksFile: string | null;
  readonly sample: boolean;
  readonly newOrganiserLink: boolean;
}

const options = {
  port: { type: 'string' },
  data: { type: 'string' },
  'public-url': { type: 'string' },
  links: { type: 'string' },
  sample: { type: 'boolean' },
  'new-organiser-link': { type: 'boolean' },
} as const;

type OptionName = keyof typeof options;

/** The refusal's only parameter is the sentence; it is English, for who starts servers. */
export function readConfig(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Result<Config, 'wrong-option'> {
  const wrong = (sentence: string): Result<Config, 'wrong-option'> => refuse('wrong-option', { sentence });
  let values: Partial<Record<OptionName, string | boolean>>;
  try {
    ({ values } = parseArgs({ args: [...args], options, strict: true, allowPositionals: false }));
  } catch (fault) {
    return wrong(fault instanceof Error ? (fault.message.split('.')[0] ?? '') + '.' : 'Unknown option.');
  }
  const read = (name: OptionName): string | undefined => {
    const given = values[name];
    return typeof given === 'string' ? given : env[`ORTAQ_${name.toUpperCase().replaceAll('-', '_')}`];
  };
  const flag = (name: 'sample' | 'new-organiser-link'): boolean | null => {
    if (values[name] === true) return true;
    const set = read(name);
    if (set === undefined || set === '' || set === '0' || set === 'false') return false;
    return set === '1' || set === 'true' ? true : null;
  };

  const portText = read('port') ?? '3000';
  const port = Number(portText);
  if (!/^\d+$/.test(portText) || port > 65_535)
    return wrong(`--port must be a number from 0 to 65535, not "${portText}".`);
  const sample = flag('sample');
  if (sample === null) return wrong('ORTAQ_SAMPLE must be 1 or 0.');
  const newOrganiserLink = flag('new-organiser-link');
  if (newOrganiserLink === null) return wrong('ORTAQ_NEW_ORGANISER_LINK must be 1 or 0.');
  const data = read('data') ?? (sample ? 'data/sample' : 'data/forum');
  if (data.trim() === '') return wrong('--data must name a directory.');
  const publicText = read('public-url');
  const publicUrl = publicText === undefined ? null : parsePublicUrl(publicText);
  if (publicUrl === undefined) {
    return wrong(
      `--public-url must be an address such as https://forum.example, without a path, not "${publicText ?? ''}".`,
    );
  }
  const links = read('links');
  if (links?.trim() === '') return wrong('--links must name a file.');
  return ok({
    port,
    dataDirectory: resolve(data),
    publicUrl,
    linksFile: links === undefined ? null : resolve(links),
    sample,
    newOrganiserLink,
  });
}

function parsePublicUrl(text: string): URL | undefined {
  try {
    const url = new URL(text);
    const whole = url.protocol === 'http:' || url.protocol === 'https:';
    return whole && url.pathname === '/' && url.search === '' && url.hash === '' && url.username === ''
      ? url
      : undefined;
  } catch {
    return undefined;
  }
}
