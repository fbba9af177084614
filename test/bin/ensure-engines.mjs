// The native engines and the browser that the tests use: found, given by the environment, or installed.
import { accessSync, chmodSync, constants, existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from '../../server/bin/run-command.mjs';

const POLICY_FILE = '/usr/sbin/policy-rc.d';

const needs = [
  {
    what: 'Redis',
    debian: 'redis-server',
    variable: 'REDIS_URL',
    find: () => inPath('redis-server'),
  },
  {
    what: 'PostgreSQL',
    debian: 'postgresql',
    variable: 'DATABASE_URL',
    find: () => inPath('initdb', debianPostgresFolders()),
  },
  {
    what: 'nginx',
    debian: 'nginx-light',
    find: () => inPath('nginx', ['/usr/sbin']),
  },
  {
    what: 'Chromium',
    debian: 'chromium',
    variable: 'CHROMIUM_PATH',
    find: () => inPath('chromium') ?? inPath('chromium-browser') ?? inPath('google-chrome'),
  },
  {
    what: 'a Chinese font',
    debian: 'fonts-noto-cjk',
    // Where fonts can't be looked up, the system is a desktop that has one.
    find: () => !existsSync('/usr/share/fonts') || hasFile('/usr/share/fonts', /CJK|wqy|SourceHan/i),
  },
];

/**
 * Leaves with a message that names what is missing and how to get it; else returns, with CHROMIUM_PATH set.
 * On Debian as root it installs what is missing, and nothing that it installs is left running.
 */
export async function ensureEngines() {
  const missing = needs.filter(isMissing);
  if (missing.length > 0 && mayInstall()) await install(missing.map((need) => need.debian));

  const stillMissing = needs.filter(isMissing);
  for (const { what, debian, variable } of stillMissing) {
    const orSet = variable ? `, or set ${variable}` : '';
    console.error(`The tests need ${what}: install it (on Debian: apt-get install ${debian})${orSet}.`);
  }
  if (stillMissing.length > 0) {
    console.log('0 passed, 0 failed');
    process.exit(1);
  }
  process.env.CHROMIUM_PATH ||= needs.find(({ variable }) => variable === 'CHROMIUM_PATH').find();
}

function isMissing({ variable, find }) {
  if (variable && process.env[variable]) return false;
  return !find();
}

function mayInstall() {
  return process.getuid?.() === 0 && existsSync('/etc/debian_version') && inPath('apt-get') !== undefined;
}

async function install(packages) {
  console.log(`Installing ${packages.join(', ')} (needed once) …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const label = `installing ${packages.join(', ')}`;
  const apt = ['apt-get', '-y', '-q', '-o', 'DPkg::Lock::Timeout=300'];
  // The tests start engines of their own; the distribution's services must not take the usual ports.
  const keepsServicesDown = !existsSync(POLICY_FILE);
  if (keepsServicesDown) {
    writeFileSync(POLICY_FILE, '#!/bin/sh\nexit 101\n');
    chmodSync(POLICY_FILE, 0o755);
  }
  const allowServices = () => keepsServicesDown && rmSync(POLICY_FILE, { force: true });
  process.once('exit', allowServices);
  await run([...apt, 'update'], { label: 'reading the package lists', quiet: true, env });
  await run([...apt, 'install', '--no-install-recommends', ...packages], { label, quiet: true, env });
  process.off('exit', allowServices);
  allowServices();
}

function inPath(name, folders = []) {
  return [...folders, ...(process.env.PATH ?? '').split(delimiter)]
    .map((folder) => join(folder, name))
    .find(isProgram);
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function debianPostgresFolders() {
  const folder = '/usr/lib/postgresql';
  return existsSync(folder) ? readdirSync(folder).map((version) => join(folder, version, 'bin')) : [];
}

function hasFile(folder, pattern) {
  return readdirSync(folder, { recursive: true }).some((name) => pattern.test(name));
}
