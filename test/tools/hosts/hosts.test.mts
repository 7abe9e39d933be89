import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EnvironmentError } from '../../../tools/hosts/environmentError.mts';
import { installHost } from '../../../tools/hosts/installHost.mts';
import { tryLock, unlock, withLock } from '../../../tools/hosts/lock.mts';
import { npmReasons } from '../../../tools/hosts/npmReasons.mts';
import { assertFreeDisk, freePort, isPortFree } from '../../../tools/hosts/preflight.mts';
import { hostManifest, recipeHash } from '../../../tools/hosts/recipes.mts';
import { choosePort } from '../../../tools/demo/ports.mts';

const PID_THAT_ENDED = 2 ** 22 + 1;

let folder: string;

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'hosts-'));
});

afterEach(async () => {
	vi.unstubAllEnvs();
	await rm(folder, { recursive: true });
});

async function listen(): Promise<{ port: number; close: () => void }> {
	const server = createServer();
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	const port = typeof address === 'object' && address ? address.port : 0;
	return { port, close: () => server.close() };
}

describe('the lock', () => {
	it('lets one in at a time', async () => {
		const file = join(folder, 'lock');
		const order: string[] = [];
		const work = (name: string) => async () => {
			order.push(`${name} in`);
			await new Promise((resolve) => setTimeout(resolve, 5));
			order.push(`${name} out`);
		};
		const wait = vi.fn();
		await Promise.all([withLock(file, wait, work('a')), withLock(file, wait, work('b'))]);
		const [first, second] = order[0] === 'a in' ? ['a', 'b'] : ['b', 'a'];
		expect(order).toEqual([`${first} in`, `${first} out`, `${second} in`, `${second} out`]);
		expect(wait).toHaveBeenCalledTimes(1);
	});

	it('is taken over from a process that has died, and not from one that lives', async () => {
		const file = join(folder, 'lock');
		// The second as a full disk may leave it.
		for (const content of [String(PID_THAT_ENDED), '']) {
			await writeFile(file, content);
			expect(await tryLock(file)).toBe(true);
			expect(await tryLock(file)).toBe(false);
			await unlock(file);
		}
		expect(await readdir(folder)).toEqual([]);
		expect(await tryLock(file)).toBe(true);
	});
});

describe('what npm says of a failure', () => {
	it.each([
		[
			'npm warn x\nnpm error code E404\nnpm error 404 Not Found',
			'npm error code E404\nnpm error 404 Not Found',
		],
		['npm WARN x\nnpm ERR! code E404', 'npm ERR! code E404'],
		['sh: npm: not found\n', 'sh: npm: not found'],
	])('is found in %j', (stderr, reasons) => {
		expect(npmReasons(stderr)).toBe(reasons);
	});
});

describe('ports', () => {
	it('gives a free port only once', async () => {
		const ports = await Promise.all(Array.from({ length: 20 }, () => freePort()));
		expect(new Set(ports).size).toBe(20);
	});

	it('takes the next free port with a word about it, unless the user named the port', async () => {
		const taken = await listen();
		const lines: string[] = [];
		const wish = { port: taken.port, isExplicit: false, option: '--port' };
		const chosen = await choosePort(wish, (line) => lines.push(line));
		expect(chosen).toBeGreaterThan(taken.port);
		expect(lines.join()).toContain(`Port ${taken.port} is taken; using ${chosen}`);
		await expect(choosePort({ ...wish, isExplicit: true }, () => undefined)).rejects.toThrow(
			`Port ${taken.port} is taken by another program.`,
		);
		taken.close();
		await vi.waitFor(async () => expect(await isPortFree(taken.port)).toBe(true));
	});
});

describe('installing a host', () => {
	it('says how much disk is needed and how much there is', async () => {
		const refusal = assertFreeDisk(folder, 2 ** 60, 'Installing n8n');
		await expect(refusal).rejects.toBeInstanceOf(EnvironmentError);
		await expect(refusal).rejects.toThrow(/needs 1073741824\.0 GiB .* has [\d.]+ GiB left/);
	});

	it('says so when the registry does not answer, and leaves no lock and no folder', async () => {
		vi.stubEnv('XDG_CACHE_HOME', folder);
		vi.stubEnv('npm_config_registry', 'http://127.0.0.1:9/');
		vi.stubEnv('npm_config_cache', join(folder, 'npm'));
		const refusal = installHost('9.9.9', () => undefined);
		await expect(refusal).rejects.toThrow(/npm registry does not answer/);
		await expect(refusal).rejects.toHaveProperty('advice', expect.stringContaining('network'));
		expect(await readdir(join(folder, 'n8n-nodes-connectwise-manage', 'hosts'))).toEqual([]);
	}, 60_000);

	it('has one recipe for each line of n8n, and its hash tells versions and Nodes apart', () => {
		expect(JSON.parse(hostManifest('2.40.7'))).toMatchObject({ dependencies: { n8n: '2.40.7' } });
		expect(hostManifest('1.121.3')).toContain('xlsx');
		expect(hostManifest('2.40.7')).not.toContain('xlsx');
		const hashes = [
			recipeHash('2.40.7', '24'),
			recipeHash('2.40.7', '26'),
			recipeHash('2.40.8', '24'),
		];
		expect(new Set(hashes).size).toBe(3);
	});
});
