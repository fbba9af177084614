// Builds what changed: `npm run build`. With `--force`, everything.
import { prepare } from './prepare.mjs';

await prepare({ force: process.argv.includes('--force') });
console.log('Everything is built.');
