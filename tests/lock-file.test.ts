import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** What npm writes of one installed package: https://docs.npmjs.com/cli/v11/configuring-npm/package-lock-json */
interface Locked {
  readonly version?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const { packages } = JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8')) as {
  packages: Readonly<Record<string, Locked>>;
};

/** A package is looked for beside who asks, then in each folder above, as Node looks for it. */
function isLocked(asker: string, name: string): boolean {
  let folder = asker;
  for (;;) {
    if (packages[`${folder === '' ? '' : `${folder}/`}node_modules/${name}`] !== undefined) return true;
    if (folder === '') return false;
    folder = folder.slice(0, Math.max(0, folder.lastIndexOf('node_modules/') - 1));
  }
}

/**
 * `npm ci` refuses a lock file that lacks a package made for another platform. npm leaves such a
 * package out without a word when the registry did not have it at the moment of locking, and an
 * installed tree never shows it.
 */
test('the lock file holds all that its packages name, for each platform: a bare clone installs', () => {
  const asked = Object.entries(packages).flatMap(([asker, { dependencies, optionalDependencies }]) =>
    Object.keys({ ...dependencies, ...optionalDependencies }).map((name) => ({ asker, name })),
  );
  expect(asked.length).toBeGreaterThan(500);
  expect(asked.filter(({ asker, name }) => !isLocked(asker, name))).toEqual([]);
});
