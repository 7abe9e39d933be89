import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { createRequire } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';

const START_TIMEOUT_MS = 120_000;
const POLL_INTERVAL_MS = 100;

export interface Prism {
	readonly url: string;
	close(): Promise<void>;
}

/** Prism does not print the port that the system gave it, so one is looked for beforehand. */
async function findFreePort(): Promise<number> {
	const probe = createServer().listen(0, '127.0.0.1');
	await once(probe, 'listening');
	const { port } = probe.address() as AddressInfo;
	probe.close();
	await once(probe, 'close');
	return port;
}

/** Any answer will do: without credentials and on no known path it is an error. */
async function answers(url: string): Promise<boolean> {
	try {
		await fetch(url);
		return true;
	} catch {
		return false;
	}
}

/**
 * Starts Prism's command on loopback, which serves the document's paths at the root, refuses what
 * the document does not allow, and answers with generated data.
 * @throws with what Prism wrote if it does not come up
 */
export async function startPrism(documentFile: string): Promise<Prism> {
	const cli = createRequire(import.meta.url).resolve('@stoplight/prism-cli');
	const port = await findFreePort();
	const url = `http://127.0.0.1:${port}`;
	const options = ['--errors', '--dynamic', '--no-cors', '--verboseLevel', 'fatal'];
	const child = spawn(
		process.execPath,
		[cli, 'mock', '--host', '127.0.0.1', '--port', String(port), ...options, documentFile],
		{ stdio: ['ignore', 'pipe', 'pipe'] },
	);
	const exited = once(child, 'exit');
	process.once('exit', () => child.kill('SIGKILL'));
	let written = '';
	child.stdout.on('data', (chunk: Buffer) => (written += chunk.toString()));
	child.stderr.on('data', (chunk: Buffer) => (written += chunk.toString()));
	const close = async (): Promise<void> => {
		child.kill('SIGTERM');
		await exited;
	};

	const deadline = Date.now() + START_TIMEOUT_MS;
	while (!(await answers(url))) {
		if (child.exitCode !== null || Date.now() > deadline) {
			child.kill('SIGKILL');
			throw new Error(`Prism did not start: ${written}`);
		}
		await sleep(POLL_INTERVAL_MS);
	}
	return { url, close };
}
