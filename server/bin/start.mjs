// Starts Haven from a fresh clone or a built one: `npm start`. Plain JavaScript, and nothing is
// imported before the Node version is known to be good enough.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Haven needs Node.js 20.19 or newer; this is ${process.versions.node}.`);
  process.exit(1);
}

const { endWithNpm } = await import('./end-with-npm.mjs');
const { prepare } = await import('./prepare.mjs');
endWithNpm();
await prepare();
await import('../dist/main.js');
