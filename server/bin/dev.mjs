// `npm run dev`: one address with hot reload of all three. Vite serves the sources of console and widget, everything
// else goes on to the server, which is compiled and restarted on every change.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { join } from 'node:path';
import { build, createServer as createVite } from 'vite';
import { endWithNpm } from './end-with-npm.mjs';
import { prepare } from './prepare.mjs';
import { root } from './root.mjs';

const host = '127.0.0.1';
const port = Number(process.env.PORT || 3000);
const INBOX_PAGE = /^\/widget\/[^/@.]+\/(\?|$)/;
const isOfWidgetSources = (url) => url.startsWith('/widget/') && !url.startsWith('/widget/v1/');

endWithNpm();
await prepare();
const serverPort = await findFreePort();
const front = createHttpServer();
const consoleVite = await openVite('console', {
  proxy: { '^/(?!console/|widget/(?!v1/))': { target: `http://${host}:${serverPort}`, ws: true } },
});
const widgetVite = await openVite('widget', {});
front.on('request', (request, response) => {
  if (!isOfWidgetSources(request.url)) return consoleVite.middlewares(request, response);
  // The page is the same for every inbox; the app reads the key from its address.
  if (INBOX_PAGE.test(request.url)) request.url = '/widget/';
  widgetVite.middlewares(request, response);
});
front.on('error', (error) => {
  console.error(`Port ${port} can't be opened (${error.code}). Stop what uses it, or set PORT.`);
  process.exit(1);
});
front.listen(port, host);
await once(front, 'listening');
await build({
  root: join(root, 'widget'),
  ...config('widget', 'vite.loader.config.ts'),
  build: { watch: {} },
});

const children = [
  run('server', [
    '../node_modules/typescript/bin/tsc',
    '-b',
    'tsconfig.src.json',
    '--watch',
    '--preserveWatchOutput',
  ]),
  run('.', ['--watch', '--watch-preserve-output', 'server/dist/main.js'], {
    HOST: host,
    PORT: String(serverPort),
    PUBLIC_URL: `http://${host}:${port}`,
    DRAIN_MS: '100',
  }),
];
process.once('SIGINT', () => void stop());
process.once('SIGTERM', () => void stop());

function config(part, file) {
  return { configFile: join(root, part, file), logLevel: 'warn', clearScreen: false };
}

/** A Vite of one part in the address of all. Its own settings say where its pages lie. */
function openVite(part, server) {
  process.chdir(join(root, part));
  return createVite({
    ...config(part, 'vite.config.ts'),
    server: { middlewareMode: { server: front }, hmr: { server: front }, ...server },
  });
}

function run(folder, args, env = {}) {
  return spawn(process.execPath, args, {
    cwd: join(root, folder),
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
    // A group of its own: both start processes below them, which must end too.
    detached: true,
  });
}

async function stop() {
  const running = children.filter((child) => child.exitCode === null);
  const ended = running.map((child) => once(child, 'exit'));
  for (const child of running) process.kill(-Number(child.pid), 'SIGTERM');
  await Promise.all(ended);
  process.exit(0);
}

async function findFreePort() {
  const probe = createHttpServer().listen(0, host);
  await once(probe, 'listening');
  const found = probe.address().port;
  probe.close();
  return found;
}
