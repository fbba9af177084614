// Makes the first account of a real installation: `npm run create-admin`.
import { prepare } from './prepare.mjs';

await prepare();
await import('../dist/create-admin.js');
