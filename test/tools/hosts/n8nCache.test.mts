import { lstat, mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keepCacheElsewhere } from '../../../tools/hosts/n8nCache.mts';

let userFolder: string;

beforeEach(async () => {
	userFolder = await mkdtemp(join(tmpdir(), 'n8n-user-'));
});
afterEach(async () => {
	await rm(await realpath(join(userFolder, '.cache')), { recursive: true, force: true });
	await rm(userFolder, { recursive: true });
});

const cache = () => join(userFolder, '.cache');

describe('the cache of an n8n', () => {
	it('lies where no lint looks, and can be written to', async () => {
		await keepCacheElsewhere(userFolder);
		expect((await lstat(cache())).isSymbolicLink()).toBe(true);
		expect(await realpath(cache())).toMatch(/\/node_modules\/\.cache\/n8n\/\w+$/);
		await mkdir(join(cache(), 'n8n', 'public'), { recursive: true });
	});

	it('takes the place of one that an earlier start left', async () => {
		await mkdir(cache());
		await writeFile(join(cache(), 'old.js'), '');
		await keepCacheElsewhere(userFolder);
		await expect(lstat(join(cache(), 'old.js'))).rejects.toThrow('ENOENT');
	});

	it('stays from start to start, and comes back when node_modules was made anew', async () => {
		await keepCacheElsewhere(userFolder);
		await writeFile(join(cache(), 'kept.js'), 'kept');
		await keepCacheElsewhere(userFolder);
		expect(await readFile(join(cache(), 'kept.js'), 'utf8')).toBe('kept');
		await rm(await realpath(cache()), { recursive: true });
		await keepCacheElsewhere(userFolder);
		await writeFile(join(cache(), 'new.js'), '');
	});
});
