import { describe, expect, it } from 'vitest';
import { createShared } from '../../../../../nodes/ConnectWiseManage/actions/reads/shared.ts';

interface Value {
	readonly name: string;
}

function createBench(users: number, load: () => Promise<Value>) {
	let loads = 0;
	const shared = createShared(
		async () => {
			loads += 1;
			return await load();
		},
		(value) => ({ ...value }),
	);
	for (let user = 0; user < users; user++) shared.join();
	return { shared, loads: () => loads };
}

describe('what is read once for several', () => {
	it.each([1, 2, 5])('is read once, each of %i users with an object of its own', async (users) => {
		const value = { name: 'Sample' };
		const { shared, loads } = createBench(users, async () => await Promise.resolve(value));
		const taken = await Promise.all(Array.from({ length: users }, async () => await shared.take()));
		expect(loads()).toBe(1);
		expect(new Set(taken).size).toBe(users);
		expect(taken).toEqual(taken.map(() => value));
		// The last one needs no copy.
		expect(taken[users - 1]).toBe(value);
	});

	it('is given one after the other as well', async () => {
		const { shared, loads } = createBench(3, async () => await Promise.resolve({ name: 'Sample' }));
		const taken = [await shared.take(), await shared.take(), await shared.take()];
		expect(new Set(taken).size).toBe(3);
		expect(loads()).toBe(1);
	});

	it('fails for each of them', async () => {
		const { shared, loads } = createBench(2, async () => await Promise.reject(new Error('broken')));
		await expect(shared.take()).rejects.toThrow('broken');
		await expect(shared.take()).rejects.toThrow('broken');
		expect(loads()).toBe(1);
	});

	it('is not read before anybody takes it', () => {
		expect(createBench(2, async () => await Promise.resolve({ name: '' })).loads()).toBe(0);
	});
});
