import { describe, expect, it } from 'vitest';
import { createClient } from '../../../../../nodes/ConnectWiseManage/request/sending/client.ts';
import { createGate } from '../../../../../nodes/ConnectWiseManage/request/pace/gate.ts';
import type { Outcome } from '../../../../../nodes/ConnectWiseManage/request/outcome/outcome.ts';
import { answer, networkFailure, READ, refusal, WRITE } from '../answers.mts';
import { createFakeTime } from '../fakeTime.mts';

const REQUEST_MS = 100;
const FINE: Outcome = { isOk: true, response: answer({ id: 1 }) };
const REFUSED: Outcome = { isOk: false, failure: refusal(429, '', { 'retry-after': '5' }) };

/** A client whose requests get these outcomes, in the order of their starts, and then a good one. */
function createBench(outcomes: readonly Outcome[], { maxInFlight = 1, retries = 3 } = {}) {
	const time = createFakeTime();
	const starts: number[] = [];
	const notices: string[] = [];
	const { sleep, now } = time;
	const client = createClient({
		gate: createGate({ maxInFlight, sleep, now, giveWay: async () => await sleep(1) }),
		send: async () => {
			const outcome = outcomes[starts.push(now()) - 1] ?? FINE;
			await sleep(REQUEST_MS);
			return outcome;
		},
		retries,
		maxInFlight,
		sleep,
		now,
		notify: (message) => notices.push(message),
	});
	return { client, starts, notices, time };
}

describe('the client', () => {
	it('sends nothing between a refusal and the end of the pause, whoever waits', async () => {
		const { client, starts, time } = createBench([REFUSED]);
		const exchanges = [1, 2, 3].map(async () => await client.exchange(READ));
		await expect(time.run(Promise.all(exchanges))).resolves.toEqual([FINE, FINE, FINE]);
		expect(starts).toHaveLength(4);
		expect(starts[1]).toBe(REQUEST_MS + 5_000);
	});

	it('gives up after so many retries, with the last answer', async () => {
		const { client, starts, time } = createBench([REFUSED, REFUSED, REFUSED], { retries: 2 });
		await expect(time.run(client.exchange(READ))).resolves.toBe(REFUSED);
		expect(starts).toHaveLength(3);
	});

	it('holds the others up after a refusal that is given up on', async () => {
		const { client, starts, time } = createBench([REFUSED], { retries: 0 });
		const exchanges = [1, 2].map(async () => await client.exchange(READ));
		await expect(time.run(Promise.all(exchanges))).resolves.toEqual([REFUSED, FINE]);
		expect(starts).toEqual([0, REQUEST_MS + 5_000]);
	});

	it('asks for nothing more, and holds nobody up, where the server closes for long', async () => {
		const anHour: Outcome = { isOk: false, failure: refusal(429, '', { 'retry-after': '3600' }) };
		const { client, starts, time } = createBench([anHour]);
		const exchanges = [1, 2, 3].map(async () => await client.exchange(READ));
		await expect(time.run(Promise.all(exchanges))).resolves.toEqual([anHour, anHour, anHour]);
		expect(starts).toEqual([0]);
		const later = time.sleep(3_600_000).then(async () => await client.exchange(READ));
		await expect(time.run(later)).resolves.toEqual(FINE);
	});

	it('is held up by waits for an hour in all, and tells so', async () => {
		const nineMinutes: Outcome = {
			isOk: false,
			failure: refusal(429, '', { 'retry-after': '540' }),
		};
		const { client, starts, time } = createBench(new Array<Outcome>(100).fill(nineMinutes), {
			retries: 20,
		});
		const outcome = await time.run(client.exchange(READ));
		expect(outcome).toMatchObject({ isOk: false, failure: { isHeldTooLong: true } });
		expect(starts).toHaveLength(7);
		expect(time.now()).toBeLessThan(3_600_000);
		await expect(time.run(client.exchange(READ))).resolves.toBe(outcome);
		expect(starts).toHaveLength(7);
	});

	it('lets others through while one waits to try again', async () => {
		const lost: Outcome = { isOk: false, failure: networkFailure('ECONNRESET') };
		const { client, starts, time } = createBench([lost]);
		await time.run(Promise.all([client.exchange(READ), client.exchange(READ)]));
		expect(starts).toEqual([0, REQUEST_MS, REQUEST_MS + 1 + 1_000]);
	});

	it('sends a write once where it may have taken effect', async () => {
		const lost: Outcome = { isOk: false, failure: networkFailure('ECONNRESET') };
		const { client, starts, time } = createBench([lost]);
		await expect(time.run(client.exchange(WRITE))).resolves.toBe(lost);
		expect(starts).toHaveLength(1);
	});

	it('tells each thing once', () => {
		const { client, notices } = createBench([]);
		['a', 'b', 'a'].forEach((message) => client.notify(message));
		expect(notices).toEqual(['a', 'b']);
	});
});
