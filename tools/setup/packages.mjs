import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { adviseOnNpmFailure, SetupProblem } from './problem.mjs';
import { runNpm } from './processes.mjs';

const PROGRESS_INTERVAL_MS = 10_000;

/**
 * Whether what is installed is what the lock file asks for. Packages that are optional may be
 * missing on this platform.
 *
 * @param {{ packages: Record<string, { version?: string, optional?: boolean, devOptional?: boolean }> }} wanted
 * @param {{ packages: Record<string, { version?: string }> }} installed npm's own record
 * @returns {boolean}
 */
export function isInstalled(wanted, installed) {
	return Object.entries(wanted.packages)
		.filter(([path, entry]) => path !== '' && !entry.optional && !entry.devOptional)
		.every(([path, entry]) => installed.packages[path]?.version === entry.version);
}

const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));

function needsInstall(root) {
	const modules = join(root, 'node_modules');
	const record = join(modules, '.package-lock.json');
	if (!existsSync(record)) return true;
	if (lstatSync(modules).isSymbolicLink()) return false;
	return !isInstalled(readJson(join(root, 'package-lock.json')), readJson(record));
}

function countPackages(root) {
	const modules = join(root, 'node_modules');
	return existsSync(modules) ? readdirSync(modules).length : 0;
}

function reportProgress(root) {
	const startedAt = Date.now();
	const timer = setInterval(() => {
		const seconds = Math.round((Date.now() - startedAt) / 1000);
		console.log(`  ... ${seconds} s, ${countPackages(root)} folders in node_modules`);
	}, PROGRESS_INTERVAL_MS);
	return () => clearInterval(timer);
}

/**
 * Runs `npm ci` when node_modules is missing or the lock file has changed since.
 *
 * @param {string} root the repository
 * @param {NodeJS.ProcessEnv} env with the right Node first on PATH
 */
export async function providePackages(root, env) {
	if (!needsInstall(root)) return;
	console.log('Installing packages from npm (about two minutes the first time)');
	const stopReporting = reportProgress(root);
	const args = ['ci', '--no-audit', '--no-fund', '--ignore-scripts=false'];
	const { code, output } = await runNpm(args, { env, cwd: root });
	stopReporting();
	if (code !== 0) throw new SetupProblem(`npm ci failed. ${adviseOnNpmFailure(output)}`);
}
