// Looks through an archive for recovery phrases and keys: `npm run -s scan-secrets < archive.jsonl`.
import { prepare } from './prepare.mjs';

// Standard output is for the answers alone.
console.log = console.error;
await prepare();
await import('../dist/scan-secrets.js');
