/** What does `npm run build` do? What `npm start` does before it starts. */
import './node-version.mjs';
import { installPackages } from './install.mjs';
import { buildOrExit } from './build-parts.mjs';

await installPackages();
await buildOrExit();
