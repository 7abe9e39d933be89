import { mkdir, statfs } from 'node:fs/promises';
import { createServer } from 'node:net';
import { EnvironmentError } from './environmentError.mts';
import { npmReasons } from './npmReasons.mts';
import { runCommand } from './runCommand.mts';

const BYTES_PER_GIB = 1024 ** 3;
const NODE_MAJOR = 24;
const REGISTRY_TIMEOUT_MS = 30_000;

export function assertSuitableNode(): void {
	const major = Number(process.versions.node.split('.')[0]);
	if (major >= NODE_MAJOR) return;
	throw new EnvironmentError(
		`This needs Node.js ${NODE_MAJOR}, and runs under ${process.versions.node}.`,
		`Start it by npm start, or the tests by node tools/setup/run.mjs test:e2e: both fetch Node.js ${NODE_MAJOR} themselves.`,
	);
}

/** @throws EnvironmentError if the folder's file system has fewer than `needed` bytes left. */
export async function assertFreeDisk(folder: string, needed: number, what: string): Promise<void> {
	await mkdir(folder, { recursive: true });
	const { bavail, bsize } = await statfs(folder);
	const free = bavail * bsize;
	if (free >= needed) return;
	const gib = (bytes: number) => `${(bytes / BYTES_PER_GIB).toFixed(1)} GiB`;
	throw new EnvironmentError(
		`${what} needs ${gib(needed)} of disk space; ${folder} has ${gib(free)} left.`,
		'Free some space, or set XDG_CACHE_HOME to a folder on a larger disk, and start again.',
	);
}

/** @throws EnvironmentError if npm cannot reach its registry. */
export async function assertRegistry(env: NodeJS.ProcessEnv): Promise<void> {
	const ping = await runCommand('npm', ['view', 'n8n', 'name', '--fetch-retries=0'], {
		env,
		timeoutMs: REGISTRY_TIMEOUT_MS,
	});
	if (ping.code === 0) return;
	throw new EnvironmentError(
		'The npm registry does not answer, and n8n has to be installed from it.',
		`Check the network (npm ping) and any proxy settings of npm, then start again.\n${npmReasons(ping.stderr)}`,
	);
}

const takenPorts = new Set<number>();

function listenOnce(port: number): Promise<number | undefined> {
	return new Promise((resolve) => {
		const server = createServer();
		server.once('error', () => resolve(undefined));
		server.listen(port, '127.0.0.1', () => {
			const address = server.address();
			const found = typeof address === 'object' && address ? address.port : undefined;
			server.close(() => resolve(found));
		});
	});
}

/** A port of 127.0.0.1 that nobody listens on and that this process has not handed out before. */
export async function freePort(): Promise<number> {
	const port = await listenOnce(0);
	if (port === undefined) throw new Error('No free port on 127.0.0.1');
	if (takenPorts.has(port)) return await freePort();
	takenPorts.add(port);
	return port;
}

export async function isPortFree(port: number): Promise<boolean> {
	return (await listenOnce(port)) === port;
}
