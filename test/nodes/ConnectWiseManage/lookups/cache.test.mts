import { describe, expect, it } from 'vitest';
import { createCache } from '../../../../nodes/ConnectWiseManage/lookups/cache.ts';

/** A cache with a clock of its own, and a source that counts how often it is read. */
function setUp(answers: readonly string[] = []) {
	let time = 0;
	let reads = 0;
	const cache = createCache<string>(
		(value) => value === 'failed',
		() => time,
	);
	return {
		pass: (seconds: number) => (time += seconds * 1_000),
		reads: () => reads,
		get: async (key = 'key') =>
			await cache.get(key, async () => answers[reads++] ?? `read ${reads}`),
		cache,
	};
}

describe('what a form has read', () => {
	it('is kept for some minutes', async () => {
		const { get, pass } = setUp();
		expect(await get()).toBe('read 1');
		pass(240);
		expect(await get()).toBe('read 1');
		pass(120);
		expect(await get()).toBe('read 2');
	});

	it('is shared by those who ask at the same time', async () => {
		const { get, reads } = setUp();
		expect(await Promise.all([get(), get(), get()])).toEqual(['read 1', 'read 1', 'read 1']);
		expect(reads()).toBe(1);
	});

	it('is kept apart by key', async () => {
		const { get } = setUp();
		expect([await get('a'), await get('b'), await get('a')]).toEqual([
			'read 1',
			'read 2',
			'read 1',
		]);
	});

	it('is asked for again soon where it failed, but not at once', async () => {
		const { get, pass } = setUp(['failed']);
		expect(await get()).toBe('failed');
		pass(10);
		expect(await get()).toBe('failed');
		pass(15);
		expect(await get()).toBe('read 2');
	});

	it('is not kept at all where reading threw', async () => {
		const { cache } = setUp();
		const refuse = async () => await Promise.reject(new Error('broken'));
		await expect(cache.get('key', refuse)).rejects.toThrow('broken');
		expect(await cache.get('key', async () => 'whole')).toBe('whole');
	});

	it('does not pile up: the oldest go', async () => {
		const { get, reads } = setUp();
		for (let index = 0; index < 600; index++) await get(`key ${index}`);
		await get('key 599');
		expect(reads()).toBe(600);
		await get('key 0');
		expect(reads()).toBe(601);
	});
});
