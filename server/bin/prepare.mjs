// Brings a clone to the point where the server can run: dependencies installed, sources built.
// Does nothing, in well under a second, when both are already so.
import { builds, isBuilt, runBuild } from './builds.mjs';
import { installDependencies, isInstalled } from './install.mjs';
import { withLock } from './lock.mjs';

/**
 * @param {{ build?: boolean, force?: boolean }} options
 *   `build: false` only installs, `force` builds even what is up to date.
 */
export async function prepare({ build: mayBuild = true, force = false } = {}) {
  const isStale = (build) => mayBuild && (force || !isBuilt(build));
  if (isInstalled() && !builds.some(isStale)) return;

  // Two starts of one clone must not install or build over each other; the second finds the work done.
  await withLock(async () => {
    if (!isInstalled()) await installDependencies();
    for (const build of builds.filter(isStale)) await runBuild(build);
  });
}
