import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { EnvironmentError } from '../hosts/environmentError.mts';

const READY_TIMEOUT_MS = 30_000;
const STOP_TIMEOUT_MS = 15_000;
const POLL_MS = 100;

export interface Service {
	readonly port: number;
	/** Resolves when the process is gone; safe to call twice. */
	stop(): Promise<void>;
}

export interface ServiceOptions {
	readonly name: string;
	readonly file: string;
	readonly args: readonly string[];
	readonly port: number;
	readonly logFile: string;
	/** Account to run under; the caller's own if omitted. */
	readonly account?: { readonly uid: number; readonly gid: number };
	readonly isReady: () => Promise<boolean>;
}

const running = new Set<ChildProcess>();

process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));

const hasEnded = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;

async function waitUntil(isTrue: () => Promise<boolean>, timeoutMs: number): Promise<boolean> {
	const end = Date.now() + timeoutMs;
	while (!(await isTrue())) {
		if (Date.now() > end) return false;
		await delay(POLL_MS);
	}
	return true;
}

async function stop(child: ChildProcess): Promise<void> {
	const isGone = async () => hasEnded(child);
	// SIGINT ends PostgreSQL without waiting for its clients, and Redis too.
	if (!hasEnded(child)) child.kill('SIGINT');
	if (!(await waitUntil(isGone, STOP_TIMEOUT_MS))) child.kill('SIGKILL');
	await waitUntil(isGone, STOP_TIMEOUT_MS);
	running.delete(child);
}

/**
 * Runs a server in the foreground until it is told to stop.
 *
 * @throws EnvironmentError with the end of its log if it is not ready within 30 seconds
 */
export async function startService(options: ServiceOptions): Promise<Service> {
	const { name, file, args, port, logFile, account } = options;
	const child = spawn(file, args, { ...account, stdio: ['ignore', 'pipe', 'pipe'] });
	running.add(child);
	const output = createWriteStream(logFile);
	let log = '';
	const keep = (chunk: Buffer) => {
		log = (log + chunk.toString()).slice(-4_000);
		output.write(chunk);
	};
	child.stdout.on('data', keep);
	child.stderr.on('data', keep);
	child.once('error', (error) => keep(Buffer.from(error.message)));
	const isSettled = async () => child.pid === undefined || hasEnded(child);
	await waitUntil(async () => (await isSettled()) || (await options.isReady()), READY_TIMEOUT_MS);
	if ((await isSettled()) || !(await options.isReady())) {
		await stop(child);
		throw new EnvironmentError(`${name} did not get ready:\n${log.trim()}`, `Its log: ${logFile}`);
	}
	return { port, stop: () => stop(child) };
}
