import { describe, expect, it } from 'vitest';
import {
	createGate,
	type Gate,
	type GateOptions,
} from '../../../../../nodes/ConnectWiseManage/request/pace/gate.ts';
import { createFakeTime, type FakeTime } from '../fakeTime.mts';

const REQUEST_MS = 100;

const giveWay = async () => await Promise.resolve();

interface Bench {
	readonly time: FakeTime;
	readonly gate: Gate;
	/** Begin of each task that ran. */
	readonly starts: number[];
	/** Most tasks that were under way together. */
	most(): number;
	/** Runs this many tasks of 100 ms, all handed in at once. */
	runTasks(count: number): Promise<void>;
}

function createBench(maxInFlight: number): Bench {
	const time = createFakeTime();
	const gate = createGate({ maxInFlight, sleep: time.sleep, now: time.now, giveWay });
	const starts: number[] = [];
	let inFlight = 0;
	let most = 0;
	const task = async () => {
		starts.push(time.now());
		inFlight += 1;
		most = Math.max(most, inFlight);
		await time.sleep(REQUEST_MS);
		inFlight -= 1;
	};
	return {
		time,
		gate,
		starts,
		most: () => most,
		async runTasks(count) {
			starts.length = 0;
			most = 0;
			const tasks = Array.from({ length: count }, async () => await gate.run(task));
			await time.run(Promise.all(tasks));
		},
	};
}

describe('the gate', () => {
	it('lets as many in as it has places', async () => {
		const bench = createBench(4);
		await bench.runTasks(20);
		expect(bench.most()).toBe(4);
		expect(bench.time.now()).toBe(5 * REQUEST_MS);
	});

	it('lets tasks in by their order', async () => {
		const { time, gate } = createBench(2);
		const order: number[] = [];
		const tasks = [1, 2, 3, 4, 5].map(
			async (number) =>
				await gate.run(async () => {
					order.push(number);
					await time.sleep(number);
				}),
		);
		await time.run(Promise.all(tasks));
		expect(order).toEqual([1, 2, 3, 4, 5]);
	});

	it('lets the next one start before it hands on a result, or an error', async () => {
		const time = createFakeTime();
		const events: string[] = [];
		const gate = createGate({
			maxInFlight: 1,
			sleep: time.sleep,
			now: time.now,
			giveWay: async () => {
				await time.sleep(1);
				events.push('gave way');
			},
		});
		const task = async (name: string) => {
			events.push(`${name} starts`);
			await time.sleep(REQUEST_MS);
			if (name === 'second') throw new Error('broken');
		};
		const runs = ['first', 'second', 'third'].map(async (name) => {
			await gate.run(async () => await task(name)).catch(() => undefined);
			events.push(`${name} goes on`);
		});
		await time.run(Promise.all(runs));
		expect(events).toEqual([
			...['first starts', 'second starts', 'gave way', 'first goes on'],
			...['third starts', 'gave way', 'second goes on', 'third goes on'],
		]);
	});

	it('gives results and errors back, and the place in either case', async () => {
		const { time, gate } = createBench(1);
		await expect(time.run(gate.run(async () => await Promise.resolve(7)))).resolves.toBe(7);
		const fails = async () => await Promise.reject<number>(new Error('broken'));
		await expect(time.run(gate.run(fails))).rejects.toThrow('broken');
		await expect(time.run(gate.run(async () => await Promise.resolve(8)))).resolves.toBe(8);
	});

	it('gives the place back when the wait for the pace is cancelled', async () => {
		const time = createFakeTime();
		let isCancelled = true;
		const sleep = async (ms: number) => {
			if (isCancelled) throw new Error('cancelled');
			await time.sleep(ms);
		};
		const gate = createGate({ maxInFlight: 1, sleep, now: time.now, giveWay });
		gate.slowDown(1_000);
		const task = async () => await Promise.resolve('in');
		await expect(gate.run(task)).rejects.toThrow('cancelled');
		isCancelled = false;
		await expect(time.run(gate.run(task))).resolves.toBe('in');
	});

	it.each([
		[8, 4],
		[4, 2],
		[3, 1],
		[1, 1],
	])('halves %i places to %i after a refusal', (maxInFlight, limit) => {
		const { gate } = createBench(maxInFlight);
		gate.slowDown(1_000);
		expect(gate.limit).toBe(limit);
	});

	it('takes several refusals of one moment for one', () => {
		const { gate } = createBench(8);
		for (let count = 0; count < 5; count++) gate.slowDown(1_000);
		expect(gate.limit).toBe(4);
	});

	it('takes refusals of one moment for one also where the server asks for no wait', () => {
		const { gate } = createBench(8);
		for (let count = 0; count < 5; count++) gate.slowDown(0);
		expect(gate.limit).toBe(4);
	});

	it('halves again when it is refused after the pause', async () => {
		const bench = createBench(8);
		bench.gate.slowDown(1_000);
		await bench.runTasks(1);
		bench.gate.slowDown(1_000);
		expect(bench.gate.limit).toBe(2);
	});

	it('begins nothing during a pause, the longest one counting', async () => {
		const bench = createBench(4);
		bench.gate.slowDown(5_000);
		bench.gate.slowDown(9_000);
		bench.gate.slowDown(2_000);
		await bench.runTasks(3);
		expect(Math.min(...bench.starts)).toBe(9_000);
	});

	it('keeps below the pace that was refused', async () => {
		const bench = createBench(4);
		await bench.runTasks(120);
		bench.gate.slowDown(30_000);
		await bench.runTasks(20);
		const gaps = bench.starts.slice(1).map((start, index) => start - (bench.starts[index] ?? 0));
		// 120 were borne within the minute; 95 % of them are one each 526 ms.
		expect(Math.min(...gaps)).toBeGreaterThanOrEqual(526);
		expect(Math.max(...gaps)).toBeLessThanOrEqual(527);
	});

	it('does not crawl after a refusal that others, or too many at once, have caused', async () => {
		const bench = createBench(4);
		await bench.runTasks(40);
		bench.gate.slowDown(30_000);
		await bench.runTasks(4);
		const [first = 0, ...others] = bench.starts;
		expect(others.map((start) => start - first)).toEqual([0, 100, 100]);
	});

	it('takes a short wait for a limit on requests at once', async () => {
		const bench = createBench(4);
		await bench.runTasks(120);
		bench.gate.slowDown(1_000);
		await bench.runTasks(4);
		const [first = 0, ...others] = bench.starts;
		expect(others.map((start) => start - first)).toEqual([0, 100, 100]);
	});

	it('grows back to all its places, and no further', async () => {
		const bench = createBench(8);
		bench.gate.slowDown(1_000);
		await bench.runTasks(49);
		expect(bench.gate.limit).toBe(4);
		await bench.runTasks(1);
		expect(bench.gate.limit).toBe(5);
		await bench.runTasks(500);
		expect(bench.gate.limit).toBe(8);
	});

	it('counts anew for growth after a refusal', async () => {
		const bench = createBench(8);
		bench.gate.slowDown(1_000);
		await bench.runTasks(49);
		bench.gate.slowDown(1_000);
		await bench.runTasks(49);
		expect(bench.gate.limit).toBe(2);
	});

	it('picks up speed again', async () => {
		const bench = createBench(4);
		await bench.runTasks(60);
		bench.gate.slowDown(30_000);
		await bench.runTasks(100);
		const paceAtFirst = (bench.starts[10] ?? 0) - (bench.starts[9] ?? 0);
		await bench.runTasks(100);
		const paceLater = (bench.starts[90] ?? 0) - (bench.starts[89] ?? 0);
		expect(paceLater).toBeLessThan(paceAtFirst);
	});
});

describe('the gate that finds its limit by itself', () => {
	const STEP_MS = 5;

	/** Runs tasks on a server that shares its room among more than it bears. */
	async function runOn(borne: number, count: number, options: Partial<GateOptions> = {}) {
		const time = createFakeTime();
		const gate = createGate({
			...{ firstInFlight: 4, maxInFlight: 12, sleep: time.sleep, now: time.now, giveWay },
			...options,
		});
		const durations: number[] = [];
		const begins: number[] = [];
		let inFlight = 0;
		let most = 0;
		const task = async () => {
			most = Math.max(most, ++inFlight);
			const begin = time.now();
			begins.push(begin);
			for (let left = REQUEST_MS; left > 0; left -= STEP_MS * Math.min(1, borne / inFlight)) {
				await time.sleep(STEP_MS);
			}
			durations.push(time.now() - begin);
			inFlight -= 1;
		};
		const tasks = async (more: number) =>
			await time.run(Promise.all(Array.from({ length: more }, async () => await gate.run(task))));
		await tasks(count);
		return { gate, most, durations, begins, tasks, elapsed: time.now() };
	}

	it('begins with four, and has twelve after some rounds', async () => {
		const { begins, most, elapsed } = await runOn(Infinity, 100);
		expect(begins.filter((begin) => begin === 0)).toHaveLength(4);
		expect(most).toBe(12);
		expect(elapsed).toBeLessThan(13 * REQUEST_MS);
	});

	it('keeps to what a server bears that gets slower beyond four', async () => {
		const free = await runOn(4, 400);
		const fixed = await runOn(4, 400, { firstInFlight: 4, maxInFlight: 4 });
		expect(Math.max(...free.durations)).toBeLessThanOrEqual(1.25 * REQUEST_MS + STEP_MS);
		expect(free.elapsed).toBeLessThanOrEqual(1.1 * fixed.elapsed);
	});

	it('goes back to four, and no further up again, once it was refused', async () => {
		const { gate, tasks } = await runOn(Infinity, 200);
		expect(gate.limit).toBe(12);
		gate.slowDown(1_000);
		expect(gate.limit).toBe(4);
		await tasks(2_000);
		expect(gate.limit).toBe(4);
	});

	it('keeps to the number of the user', async () => {
		const { most } = await runOn(Infinity, 300, { firstInFlight: 6, maxInFlight: 6 });
		expect(most).toBe(6);
	});

	it('does not grow without need', async () => {
		const { gate, tasks } = await runOn(Infinity, 1);
		for (let count = 0; count < 100; count++) await tasks(2);
		expect(gate.limit).toBe(4);
	});
});

describe('the gate with a budget', () => {
	it('is refused nothing by a server with the same limit, and hardly slower than its bound', async () => {
		const time = createFakeTime();
		const arrivals: number[] = [];
		let delay = 0;
		const perMinute = 1_000;
		const gate = createGate({
			...{ firstInFlight: 4, maxInFlight: 12, perMinute },
			...{ sleep: time.sleep, now: time.now, giveWay },
		});
		const task = async () => {
			// Some take longer on their way than others.
			await time.sleep((delay += 37) % 200);
			arrivals.push(time.now());
			await time.sleep(REQUEST_MS);
		};
		await time.run(Promise.all(Array.from({ length: 3_000 }, async () => await gate.run(task))));
		arrivals.sort((a, b) => a - b);
		const tooEarly = arrivals.filter(
			(at, index) => index >= perMinute && at - (arrivals[index - perMinute] ?? 0) < 60_000,
		);
		expect(tooEarly).toEqual([]);
		const firstThousand = arrivals[perMinute - 1] ?? 0;
		expect(time.now()).toBeLessThanOrEqual((2 * 60_000 + firstThousand) * 1.05);
		expect(firstThousand).toBeLessThan(30_000);
	});

	it('ends the wait when the execution is cancelled', async () => {
		const sleep = async () => await Promise.reject<void>(new Error('cancelled'));
		const gate = createGate({ maxInFlight: 2, perMinute: 2, sleep, now: () => 5, giveWay });
		const task = async () => await Promise.resolve('in');
		await expect(gate.run(task)).resolves.toBe('in');
		await expect(gate.run(task)).resolves.toBe('in');
		await expect(gate.run(task)).rejects.toThrow('cancelled');
	});
});
