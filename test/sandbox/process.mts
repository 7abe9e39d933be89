import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

export interface SandboxProcess {
	readonly url: string;
	readonly port: number;
	readonly apiRoot: string;
	readonly pid: number;
	/** Calls the control endpoint, e.g. `control('PUT', '/latency', { latencyMs: 50 })`. */
	control<T>(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<T>;
	close(): Promise<void>;
}

const CLI = fileURLToPath(new URL('./cli.mts', import.meta.url));

/**
 * Starts the command in a process of its own and waits until it answers. `flags` are those of
 * `npm run sandbox`; the port is any free one unless given.
 * @throws with what the process wrote if it ends before it is ready
 */
export async function startSandboxProcess(flags: readonly string[] = []): Promise<SandboxProcess> {
	const child = spawn(process.execPath, [CLI, '--port', '0', ...flags], {
		// By the channel it notices that this process has ended, however that came about.
		stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
	});
	let problems = '';
	child.stderr?.on('data', (chunk: Buffer) => (problems += chunk.toString()));
	const exited = once(child, 'exit');
	const url = await Promise.race([
		readyUrl(child.stdout as Readable),
		exited.then(() => Promise.reject(new Error(`The sandbox did not start: ${problems}`))),
	]);
	child.stdout?.resume();
	return {
		url,
		port: Number(new URL(url).port),
		apiRoot: `${url}/v4_6_release/apis/3.0`,
		pid: child.pid ?? 0,
		control: async <T,>(method: string, path: string, body?: unknown): Promise<T> => {
			const response = await fetch(`${url}/__sandbox${path}`, {
				method,
				...(body !== undefined && {
					body: JSON.stringify(body),
					headers: { 'content-type': 'application/json' },
				}),
			});
			const text = await response.text();
			if (!response.ok) throw new Error(`Control endpoint: ${text}`);
			return JSON.parse(text) as T;
		},
		close: async () => {
			child.kill('SIGTERM');
			await exited;
		},
	};
}

async function readyUrl(output: Readable): Promise<string> {
	for await (const line of createInterface({ input: output })) {
		const [, url] = /^Sandbox ready on (\S+)/.exec(line) ?? [];
		if (url !== undefined) return url;
	}
	return new Promise(() => undefined);
}
