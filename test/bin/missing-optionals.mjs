const OS =
  /(?:^|[-/])(linux|darwin|win32|windows|android|freebsd|openbsd|netbsd|sunos|aix|openharmony|wasi)(?:[-/]|$)/;
const CPU =
  /(?:^|[-/])(x64|arm64|arm|armv6|armv7|ia32|ppc64|riscv64|s390x|loong64|mips64el|wasm32)(?:[-/]|$)/;

/**
 * Optional packages that a lock file should name and does not: where they belong, and the platform that their name tells.
 * @param {{ packages: Record<string, any> }} lock
 */
export function missingOptionals({ packages }) {
  const missing = new Map();
  for (const [from, { optionalDependencies = {}, dev }] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(optionalDependencies)) {
      const path = `node_modules/${name}`;
      const isNamed = path in packages || `${from}/${path}` in packages;
      // A range is no version; such a package is not one of a platform.
      if (isNamed || !/^\d/.test(version)) continue;
      const isDev = Boolean(dev) && (missing.get(path)?.dev ?? true);
      missing.set(path, { path, version, dev: isDev, platform: platformOf(name) });
    }
  }
  return [...missing.values()];
}

function platformOf(name) {
  const os = OS.exec(name)?.[1];
  const cpu = CPU.exec(name)?.[1];
  const libc = /musl/.test(name) ? 'musl' : 'glibc';
  return {
    cpu: cpu && [cpu],
    libc: os === 'linux' && /musl|gnu/.test(name) ? [libc] : undefined,
    os: os && os !== 'wasi' ? [os === 'windows' ? 'win32' : os] : undefined,
  };
}
