import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { EnvironmentError } from './environmentError.mts';
import type { HostInstallation } from './installHost.mts';
import { keepCacheElsewhere } from './n8nCache.mts';
import { n8nEnvironment } from './n8nEnvironment.mts';
import { freePort } from './preflight.mts';

const READY_TIMEOUT_MS = 180_000;
const STOP_TIMEOUT_MS = 15_000;
const POLL_MS = 200;

export interface N8nOptions {
	readonly installation: HostInstallation;
	/** N8N_USER_FOLDER; n8n keeps its database and packages in `.n8n` below it. */
	readonly userFolder: string;
	/** `['start']` by default; e.g. `['worker', '--concurrency=5']` or `['webhook']`. */
	readonly command?: readonly string[];
	/** What the log says once this command serves; the editor's line by default. */
	readonly readyText?: string;
	/** A free one by default. */
	readonly port?: number;
	readonly env?: Readonly<Record<string, string>>;
}

export interface RunningN8n {
	readonly url: string;
	readonly port: number;
	readonly pid: number;
	readonly userFolder: string;
	readonly env: NodeJS.ProcessEnv;
	readonly logFile: string;
	/** Everything that it printed so far. */
	log(): string;
	/** Resolves when the process and those that it started are gone; safe to call twice. */
	stop(): Promise<void>;
	/** SIGKILL to the whole group, as a crash would. */
	kill(): Promise<void>;
}

const running = new Set<ChildProcess>();

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
	if (child.pid === undefined) return;
	try {
		process.kill(-child.pid, signal);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
	}
}

// A tool that ends by an exception still takes its n8n with it.
process.on('exit', () => running.forEach((child) => signalGroup(child, 'SIGKILL')));

function hasEnded(child: ChildProcess): boolean {
	return child.exitCode !== null || child.signalCode !== null;
}

async function waitFor(condition: () => boolean, timeoutMs: number): Promise<boolean> {
	const end = Date.now() + timeoutMs;
	while (!condition()) {
		if (Date.now() > end) return false;
		await delay(POLL_MS);
	}
	return true;
}

async function stopChild(child: ChildProcess): Promise<void> {
	if (!hasEnded(child)) child.kill('SIGTERM');
	await waitFor(() => hasEnded(child), STOP_TIMEOUT_MS);
	signalGroup(child, 'SIGKILL');
	await waitFor(() => hasEnded(child), STOP_TIMEOUT_MS);
	running.delete(child);
}

async function killChild(child: ChildProcess): Promise<void> {
	signalGroup(child, 'SIGKILL');
	await waitFor(() => hasEnded(child), STOP_TIMEOUT_MS);
	running.delete(child);
}

function startError(command: string, logFile: string, log: string): EnvironmentError {
	const tail = log.trim().split('\n').slice(-15).join('\n');
	return new EnvironmentError(`n8n ${command} did not get ready:\n${tail}`, `Its log: ${logFile}`);
}

/**
 * Starts one n8n process in a process group of its own and waits until it serves.
 *
 * @throws EnvironmentError with the end of the log if it exits or is not ready in three minutes
 */
export async function startN8n(options: N8nOptions): Promise<RunningN8n> {
	const command = options.command ?? ['start'];
	const port = options.port ?? (await freePort());
	const brokerPort = await freePort();
	const { userFolder, installation } = options;
	const { version } = installation;
	const env = n8nEnvironment({ version, userFolder, port, brokerPort, extra: options.env });
	const logFile = join(userFolder, `n8n-${command[0]}.log`);
	await mkdir(dirname(logFile), { recursive: true });
	await keepCacheElsewhere(userFolder);
	const child = spawn(process.execPath, [installation.bin, ...command], {
		cwd: userFolder,
		env,
		detached: true,
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	running.add(child);
	let log = '';
	const file = createWriteStream(logFile);
	for (const stream of [child.stdout, child.stderr]) {
		stream.setEncoding('utf8').on('data', (chunk: string) => {
			log += chunk;
			file.write(chunk);
		});
	}
	const readyText = options.readyText ?? 'Editor is now accessible';
	await waitFor(() => log.includes(readyText) || hasEnded(child), READY_TIMEOUT_MS);
	if (!log.includes(readyText)) {
		await killChild(child);
		throw startError(command.join(' '), logFile, log);
	}
	return {
		url: `http://127.0.0.1:${port}`,
		port,
		pid: child.pid ?? 0,
		userFolder,
		env,
		logFile,
		log: () => log,
		stop: () => stopChild(child),
		kill: () => killChild(child),
	};
}
