// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2

// Builds the web page into the folder given: `node build.mjs OUT`.
//
// Does only what is needed: packages are installed when the lock file changed, the page is checked, tested
// and built when one of its inputs changed. What was done last is remembered in node_modules/.cache.
// Any failure ends with exit code 1 and leaves no stamp, so that the next run tries again.

import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const modules = join(here, 'node_modules');
const cache = join(modules, '.cache', 'fundstelle');
const notInputs = new Set(['node_modules', 'dist', '.vite', '.svelte-kit']);
const stepLimitMs = 8 * 60 * 1000;

const out = outFolder();
try {
  await install();
  await build();
} catch (failure) {
  console.error(`web page: ${failure.message}`);
  process.exit(1);
}

function outFolder() {
  const given = process.argv[2];
  if (!given) {
    console.error('web page: call is "node build.mjs OUT", with the folder to build into');
    process.exit(2);
  }
  return resolve(given);
}

async function install() {
  const stamp = join(cache, 'installed');
  const wanted = hash([readFileSync(join(here, 'package-lock.json')), process.version, process.platform, process.arch]);
  if (remembered(stamp) === wanted) return;
  await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']);
  remember(stamp, wanted);
}

async function build() {
  const inputs = hash(filesBelow(here).flatMap((file) => [relative(here, file), readFileSync(file)]));
  const checked = join(cache, 'checked');
  const built = join(cache, `built-${hash([out]).slice(0, 16)}`);
  if (remembered(checked) !== inputs) {
    rmSync(checked, { force: true });
    await run('svelte-check', ['--tsconfig', './tsconfig.json', '--fail-on-warnings', '--output', 'human']);
    await run('vitest', ['run', '--reporter=dot']);
    remember(checked, inputs);
  }
  if (remembered(built) === `${inputs} ${fingerprint(out)}`) return;
  refuseForeignFolder();
  rmSync(built, { force: true });
  await run('vite', ['build', '--outDir', out, '--emptyOutDir', '--logLevel', 'warn']);
  remember(built, `${inputs} ${fingerprint(out)}`);
}

/** Vite empties the folder it builds into: only an empty one, or one that holds a page, will do. */
function refuseForeignFolder() {
  if (existsSync(out) && readdirSync(out).length > 0 && !existsSync(join(out, 'index.html'))) {
    throw new Error(`${out} is not empty and holds no page; name another folder or empty it`);
  }
}

/** Names and sizes of what lies in the folder: enough to see that a built page is still complete. */
function fingerprint(folder) {
  if (!existsSync(folder)) return 'absent';
  return hash(filesBelow(folder).flatMap((file) => [relative(folder, file), String(statSync(file).size)]));
}

function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !notInputs.has(entry.name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? filesBelow(path) : [path];
    });
}

function hash(parts) {
  const sum = createHash('sha256');
  for (const part of parts) sum.update(part).update('\0');
  return sum.digest('hex');
}

function remembered(stamp) {
  return existsSync(stamp) ? readFileSync(stamp, 'utf8') : undefined;
}

function remember(stamp, value) {
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, value);
}

function run(program, args) {
  const local = join(modules, '.bin', program);
  const call = `${program} ${args.join(' ')}`;
  return new Promise((done, failed) => {
    const child = spawn(existsSync(local) ? local : program, args, {
      cwd: here,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, NO_COLOR: '1', CI: '1' },
      timeout: stepLimitMs,
    });
    child.on('error', (error) => failed(new Error(`could not start "${call}": ${error.message}`)));
    child.on('exit', (code, signal) =>
      code === 0 ? done() : failed(new Error(`"${call}" ended with ${signal ?? `exit code ${code}`}`)),
    );
  });
}
