// npm passes SIGTERM to the shell it started us with, not to us: the shell ends and we would stay behind.
const LOOK_EVERY_MS = 250;

/** Makes a script of package.json stop when npm is stopped: it gets the signal that npm's shell has kept. */
export function endWithNpm() {
  if (!process.env.npm_lifecycle_event) return;
  const shell = process.ppid;
  const look = setInterval(() => {
    if (process.ppid === shell) return;
    clearInterval(look);
    process.kill(process.pid, 'SIGTERM');
  }, LOOK_EVERY_MS);
  look.unref();
}
