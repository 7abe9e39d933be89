import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientOf, recordOf } from './client.mts';
import { startSandboxProcess } from './process.mts';
import type { SandboxProcess } from './process.mts';

const CLI = fileURLToPath(new URL('./cli.mts', import.meta.url));

describe('bad start flags', () => {
	it.each([
		[['--port', 'x'], '--port wants a whole number, not "x"'],
		[['--port', '70000'], 'port must be a whole number from 0 to 65535, not 70000'],
		[['--switch', 'missingClientId'], '--switch wants NAME=VALUE, not "missingClientId"'],
		[
			['--switch', 'missingClientId=7'],
			'Switch "missingClientId" cannot be "7"; it can be 401, 400, 403, accepted',
		],
		[['--switch', 'nothing=1'], 'Unknown switch "nothing"'],
		[['--nothing'], "Unknown option '--nothing'"],
		[['stray'], "Unexpected argument 'stray'"],
	])('%j end with code 2 and the reason', (flags, reason) => {
		const { status, stderr } = spawnSync(process.execPath, [CLI, ...flags], { encoding: 'utf8' });
		expect(status).toBe(2);
		expect(stderr).toContain(reason);
	});
});

describe('a sandbox in a process of its own', () => {
	let sandbox: SandboxProcess;

	beforeAll(async () => {
		sandbox = await startSandboxProcess(['--size', '1000000', '--switch', 'missingClientId=403']);
	});
	afterAll(() => sandbox.close());

	it('serves a million tickets from any place', async () => {
		const call = clientOf(sandbox.apiRoot);
		expect(recordOf(await call('GET', '/service/tickets/count'))).toEqual({ count: 1_000_000 });
		const query = { page: 1_000, pageSize: 1_000, fields: 'id' };
		const last = await call('GET', '/service/tickets', { query });
		expect(last.json).toHaveLength(1_000);
	});

	it('takes its switches from flags and the control endpoint', async () => {
		const switches = await sandbox.control<Record<string, unknown>>('GET', '/switches');
		expect(switches['missingClientId']).toBe(403);
		await sandbox.control('PUT', '/switches', { missingClientId: 400 });
		const answer = await clientOf(sandbox.apiRoot)('GET', '/service/boards', {
			headers: { clientId: '' },
		});
		expect(answer.status).toBe(400);
	});
});

it('ends with the process that started it, even one that was killed', async () => {
	const script = `
		const { startSandboxProcess } = await import(process.argv[1]);
		const { url } = await startSandboxProcess(['--size', '10']);
		process.stdout.write(url);
		setInterval(() => undefined, 1_000);
	`;
	const starter = spawn(process.execPath, [
		...['--input-type=module', '--eval', script],
		new URL('./process.mts', import.meta.url).href,
	]);
	const [url] = (await once(starter.stdout, 'data')).map(String);
	const isThere = async () =>
		await fetch(`${url}/__sandbox/switches`).then(
			() => true,
			() => false,
		);
	expect(await isThere()).toBe(true);
	starter.kill('SIGKILL');
	await expect.poll(isThere, { timeout: 10_000 }).toBe(false);
});
