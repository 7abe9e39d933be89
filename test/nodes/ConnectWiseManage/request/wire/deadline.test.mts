import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createDeadline } from '../../../../../nodes/ConnectWiseManage/request/wire/deadline.ts';

const never = new Promise<never>(() => undefined);

describe('a deadline', () => {
	it('lets a task end as it does', async () => {
		const deadline = createDeadline(10_000, undefined);
		await expect(deadline.keep(Promise.resolve(7))).resolves.toBe(7);
		await expect(deadline.keep(Promise.reject(new Error('no')))).rejects.toThrow('no');
		deadline.end();
		expect(deadline.signal.aborted).toBe(false);
	});

	it('ends what does not end', async () => {
		const deadline = createDeadline(20, undefined);
		await expect(deadline.keep(never)).rejects.toMatchObject({
			code: 'ETIMEDOUT',
			message: 'timeout of 20ms exceeded',
		});
		expect(deadline.signal.aborted).toBe(true);
		await expect(deadline.keep(never)).rejects.toMatchObject({ code: 'ETIMEDOUT' });
	});

	it('disturbs nobody after its end', async () => {
		const deadline = createDeadline(20, undefined);
		deadline.end();
		await delay(60);
		expect(deadline.signal.aborted).toBe(false);
	});

	it('gives up at once where the execution is cancelled, before or meanwhile', async () => {
		const before = createDeadline(10_000, AbortSignal.abort());
		await expect(before.keep(never)).rejects.toMatchObject({ code: 'ERR_CANCELED' });
		const stop = new AbortController();
		const meanwhile = createDeadline(10_000, stop.signal);
		setImmediate(() => stop.abort());
		await expect(meanwhile.keep(never)).rejects.toMatchObject({ code: 'ERR_CANCELED' });
	});

	it('moves on with a file that comes, and not with one that stops', async () => {
		const deadline = createDeadline(50, undefined);
		const moving = setInterval(() => deadline.allowFor(20_000), 10);
		await delay(200);
		clearInterval(moving);
		expect(deadline.signal.aborted).toBe(false);
		await expect(deadline.keep(never)).rejects.toMatchObject({ code: 'ETIMEDOUT' });
	});

	it('does not move on with a few bytes now and then', async () => {
		const deadline = createDeadline(50, undefined);
		const dripping = setInterval(() => deadline.allowFor(1), 5);
		await expect(deadline.keep(never)).rejects.toMatchObject({ code: 'ETIMEDOUT' });
		clearInterval(dripping);
	});
});
