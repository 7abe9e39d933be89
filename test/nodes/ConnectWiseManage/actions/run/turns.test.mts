import { describe, expect, it } from 'vitest';
import { createTurns } from '../../../../../nodes/ConnectWiseManage/actions/run/turns.ts';

const later = async () => await new Promise((done) => setImmediate(done));

describe('createTurns', () => {
	it('runs tasks on the same thing one after the other, others beside them', async () => {
		const inTurn = createTurns();
		const events: string[] = [];
		const task = (name: string) => async () => {
			events.push(`${name} begins`);
			await later();
			events.push(`${name} ends`);
			return name;
		};
		const results = Promise.all([
			inTurn('a', task('a1')),
			inTurn('a', task('a2')),
			inTurn('b', task('b1')),
		]);
		expect(await results).toEqual(['a1', 'a2', 'b1']);
		expect(events.indexOf('a2 begins')).toBeGreaterThan(events.indexOf('a1 ends'));
		expect(events.indexOf('b1 begins')).toBeLessThan(events.indexOf('a1 ends'));
	});

	it("goes on after a failure, which is its own task's alone", async () => {
		const inTurn = createTurns();
		const failing = inTurn('a', async () => await Promise.reject(new Error('lost')));
		const next = inTurn('a', async () => await Promise.resolve('fine'));
		await expect(failing).rejects.toThrow('lost');
		await expect(next).resolves.toBe('fine');
	});
});
