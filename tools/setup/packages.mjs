import { existsSync, lstatSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { adviseOnNpmFailure, SetupProblem } from './problem.mjs';
import { runNpm } from './processes.mjs';

const PROGRESS_INTERVAL_MS = 10_000;

/**
 * The packages that are of no use without their install scripts: one compiles a module that n8n's
 * engine loads, the other fetches its binary. No other package's script runs; one of them would
 * call npx, which runs whatever the registry has today.
 */
export const BUILT_PACKAGES = ['isolated-vm', 'node'];

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

const recordOf = (root) => join(root, 'node_modules', '.package-lock.json');

function needsInstall(root) {
	const modules = join(root, 'node_modules');
	const record = recordOf(root);
	if (!existsSync(record)) return true;
	if (lstatSync(modules).isSymbolicLink()) return false;
	return !isInstalled(readJson(join(root, 'package-lock.json')), readJson(record));
}

const packageCount = (root) =>
	Object.keys(readJson(join(root, 'package-lock.json')).packages).length - 1;

/**
 * What npm is asked to do, one after the other.
 *
 * @param {string} root the repository
 * @returns {ReadonlyArray<{ args: string[], waitsFor: string }>}
 */
const stepsFor = (root) => [
	{
		args: ['ci', '--no-audit', '--no-fund', '--ignore-scripts'],
		waitsFor: `fetching and unpacking ${packageCount(root)} packages (usually a minute)`,
	},
	{
		args: ['rebuild', ...BUILT_PACKAGES, '--ignore-scripts=false'],
		waitsFor: `building ${BUILT_PACKAGES.join(' and ')} (usually some seconds)`,
	},
];

async function runStep(root, env, { args, waitsFor }, position) {
	const startedAt = Date.now();
	const timer = setInterval(() => {
		const seconds = Math.round((Date.now() - startedAt) / 1000);
		console.log(`  ... step ${position}, ${seconds} s: ${waitsFor}`);
	}, PROGRESS_INTERVAL_MS);
	try {
		return await runNpm(args, { env, cwd: root });
	} finally {
		clearInterval(timer);
	}
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
	const steps = stepsFor(root);
	for (const [index, step] of steps.entries()) {
		const position = `${index + 1} of ${steps.length}`;
		const { code, output } = await runStep(root, env, step, position);
		if (code === 0) continue;
		// Without npm's record the next start tries again.
		rmSync(recordOf(root), { force: true });
		throw new SetupProblem(`npm ${step.args[0]} failed. ${adviseOnNpmFailure(output)}`);
	}
}
