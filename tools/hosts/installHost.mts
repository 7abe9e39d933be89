import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { EnvironmentError } from './environmentError.mts';
import { withLock } from './lock.mts';
import { npmReasons } from './npmReasons.mts';
import { hostFolder } from './paths.mts';
import { assertFreeDisk, assertRegistry, assertSuitableNode } from './preflight.mts';
import { InstallProgress } from './installProgress.mts';
import { EXPECTED_REQUESTS, hostManifest, recipeHash } from './recipes.mts';
import { runCommand } from './runCommand.mts';

const NEEDED_DISK_BYTES = 4 * 1024 ** 3;
const VERSION_TIMEOUT_MS = 60_000;
const PROGRESS_INTERVAL_MS = 15_000;

export interface HostInstallation {
	readonly version: string;
	readonly folder: string;
	/** The n8n script, to be run by `process.execPath`. */
	readonly bin: string;
}

type Report = (line: string) => void;

/** Environment in which npm builds native modules for the Node that runs this process. */
export function nodeEnvironment(): NodeJS.ProcessEnv {
	const binFolder = dirname(process.execPath);
	const headers = dirname(binFolder);
	const path = `${binFolder}:${process.env.PATH ?? ''}`;
	return existsSync(join(headers, 'include', 'node'))
		? { ...process.env, PATH: path, npm_config_nodedir: headers }
		: { ...process.env, PATH: path };
}

function describeHost(version: string): HostInstallation {
	const folder = hostFolder(version);
	return { version, folder, bin: join(folder, 'node_modules', 'n8n', 'bin', 'n8n') };
}

async function readText(file: string): Promise<string> {
	return await readFile(file, 'utf8').catch(() => '');
}

// --version does not load the database driver, the one module that has to be compiled.
const LOAD_CHECK = "require('sqlite3')";

async function works(host: HostInstallation): Promise<boolean> {
	if (!existsSync(host.bin)) return false;
	const options = { cwd: host.folder, env: nodeEnvironment(), timeoutMs: VERSION_TIMEOUT_MS };
	const answer = await runCommand(process.execPath, [host.bin, '--version'], options);
	const driver = await runCommand(process.execPath, ['-e', LOAD_CHECK], options);
	return answer.stdout.trim().endsWith(host.version) && driver.code === 0;
}

async function npmInstall(host: HostInstallation, report: Report): Promise<void> {
	const log = createWriteStream(join(host.folder, 'install.log'));
	const started = Date.now();
	const progress = new InstallProgress(EXPECTED_REQUESTS[host.version]);
	const show = () => {
		const seconds = Math.round((Date.now() - started) / 1000);
		report(`  ${seconds} s: ${progress.step}`);
	};
	show();
	const timer = setInterval(show, PROGRESS_INTERVAL_MS);
	const result = await runCommand(
		'npm',
		['install', '--no-audit', '--no-fund', '--loglevel=info'],
		{
			cwd: host.folder,
			env: nodeEnvironment(),
			onLine: (line) => {
				log.write(`${line}\n`);
				progress.read(line);
			},
		},
	).finally(() => clearInterval(timer));
	log.end();
	if (result.code === 0) return;
	throw new EnvironmentError(
		`npm could not install n8n ${host.version}:\n${npmReasons(result.stderr)}`,
		`The whole log is in ${join(host.folder, 'install.log')}. Native modules need python3, make and g++.`,
	);
}

async function reinstall(host: HostInstallation, report: Report): Promise<void> {
	await assertFreeDisk(dirname(host.folder), NEEDED_DISK_BYTES, `Installing n8n ${host.version}`);
	await assertRegistry(nodeEnvironment());
	report(`Installing n8n ${host.version} into ${host.folder} (once; two to ten minutes)`);
	await rm(host.folder, { recursive: true, force: true });
	await mkdir(host.folder, { recursive: true });
	await writeFile(join(host.folder, 'package.json'), hostManifest(host.version));
	await npmInstall(host, report);
	report('  step 4 of 4, checking that n8n starts (usually some seconds)');
	if (await works(host)) return;
	throw new EnvironmentError(
		`n8n ${host.version} was installed but does not start.`,
		`Remove ${host.folder} and start again; the log of npm is install.log in that folder.`,
	);
}

async function isAdoptable(host: HostInstallation): Promise<boolean> {
	const manifest = await readText(join(host.folder, 'package.json'));
	return manifest.trim() === hostManifest(host.version) && (await works(host));
}

/**
 * Gives an n8n of that version out of the user's cache, installing it if it is missing, broken or
 * made by another recipe. Two processes that ask at once install it once.
 *
 * @throws EnvironmentError without network or with too little disk
 */
export async function installHost(version: string, report: Report): Promise<HostInstallation> {
	assertSuitableNode();
	const host = describeHost(version);
	const stampFile = join(host.folder, '.stamp');
	const stamp = recipeHash(version, process.versions.node.split('.')[0] ?? '');
	const isReady = async () => existsSync(host.bin) && (await readText(stampFile)) === stamp;
	if (await isReady()) return host;
	const wait = () => report(`Waiting for another process that installs n8n ${version}`);
	await withLock(`${host.folder}.lock`, wait, async () => {
		if (await isReady()) return;
		if (!(await isAdoptable(host))) await reinstall(host, report);
		await writeFile(stampFile, stamp);
	});
	return host;
}
