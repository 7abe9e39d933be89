import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runJobs } from '../../../../../nodes/ConnectWiseManage/actions/run/runJobs.ts';
import type { Job } from '../../../../../nodes/ConnectWiseManage/actions/run/runtime.ts';

const itemsOf = (index: number) => [{ json: { index } }];
const done = (index: number) => ({ state: 'done', items: itemsOf(index) });
const noRescue = () => undefined;

/** Jobs that give their own number, or fail if it is among `failing`; `begun` collects who began. */
function createJobs(
	count: number,
	{
		failing = [],
		begun = [],
		delay = async () => await Promise.resolve(),
	}: {
		failing?: readonly number[];
		begun?: number[];
		delay?: () => Promise<unknown>;
	} = {},
): Job[] {
	return Array.from({ length: count }, (_, itemIndex) => ({
		itemIndex,
		run: async () => {
			begun.push(itemIndex);
			await delay();
			if (failing.includes(itemIndex)) throw new Error(`job ${itemIndex}`);
			return itemsOf(itemIndex);
		},
	}));
}

describe('runJobs', () => {
	it('keeps results in order, whichever job ends first', async () => {
		const runs = fc.tuple(fc.nat({ max: 20 }), fc.integer({ min: 1, max: 8 }), fc.scheduler());
		await fc.assert(
			fc.asyncProperty(runs, async ([count, parallel, scheduler]) => {
				const delay = async () => await scheduler.schedule(Promise.resolve());
				const run = runJobs(createJobs(count, { delay }), () => parallel, noRescue);
				expect(await scheduler.waitFor(run)).toEqual(
					Array.from({ length: count }, (_, index) => done(index)),
				);
			}),
		);
	});

	it('has no more under way than it may', async () => {
		let inFlight = 0;
		let most = 0;
		const delay = async () => {
			most = Math.max(most, ++inFlight);
			await new Promise((done) => setImmediate(done));
			inFlight -= 1;
		};
		await runJobs(createJobs(10, { delay }), () => 3, noRescue);
		expect(most).toBe(3);
	});

	it('begins nothing after a failure, and lets end what is under way', async () => {
		const begun: number[] = [];
		const outcomes = await runJobs(createJobs(6, { failing: [1], begun }), () => 2, noRescue);
		expect(begun).not.toContain(4);
		expect(outcomes[0]).toEqual(done(0));
		expect(outcomes[1]).toEqual({ state: 'failed', error: new Error('job 1') });
		const states = outcomes.map((outcome) => outcome?.state);
		expect(states.filter((state) => state === 'done')).toHaveLength(begun.length - 1);
		expect(states.filter((state) => state === undefined)).toHaveLength(6 - begun.length);
	});

	it('tells of all that failed side by side', async () => {
		const outcomes = await runJobs(createJobs(3, { failing: [0, 1, 2] }), () => 3, noRescue);
		expect(outcomes.map((outcome) => outcome?.state)).toEqual(['failed', 'failed', 'failed']);
	});

	it('goes on where a failure is turned into items', async () => {
		const rescue = (error: unknown) => [{ json: { error: String(error) } }];
		const jobs = createJobs(4, { failing: [1, 2] });
		const rescued = (index: number) => ({
			state: 'rescued',
			items: [{ json: { error: `Error: job ${index}` } }],
			error: new Error(`job ${index}`),
		});
		expect(await runJobs(jobs, () => 1, rescue)).toEqual([
			done(0),
			rescued(1),
			rescued(2),
			done(3),
		]);
	});

	it('begins more while it runs where it may', async () => {
		let inFlight = 0;
		let most = 0;
		const delay = async () => {
			most = Math.max(most, ++inFlight);
			await new Promise((done) => setImmediate(done));
			inFlight -= 1;
		};
		const begun: number[] = [];
		await runJobs(createJobs(40, { delay, begun }), () => (begun.length < 10 ? 2 : 7), noRescue);
		expect(most).toBe(7);
		expect(begun).toHaveLength(40);
	});

	it('does not let jobs wait for what only the first of them reads', async () => {
		const [one, two] = [{}, {}];
		const begun: number[] = [];
		const jobs = createJobs(8, { begun }).map((job, index) => ({
			...job,
			together: () => (index === 4 ? undefined : index < 4 ? one : two),
		}));
		const outcomes = await runJobs(jobs, () => 3, noRescue);
		expect(begun.slice(0, 3)).toEqual([0, 4, 5]);
		expect(outcomes).toEqual(jobs.map((_, index) => done(index)));
	});

	it('begins no others of those that belong together after a failure', async () => {
		const begun: number[] = [];
		const shared = {};
		const jobs = createJobs(5, { failing: [0], begun }).map((job) => ({
			...job,
			together: () => shared,
		}));
		await runJobs(jobs, () => 3, noRescue);
		expect(begun).toEqual([0]);
	});

	it('has nothing to do for no jobs', async () => {
		expect(await runJobs([], () => 3, noRescue)).toEqual([]);
	});

	it('fails where an error cannot be looked at, and does not hang', async () => {
		const rescue = () => {
			throw new Error('no rescue');
		};
		await expect(runJobs(createJobs(3, { failing: [1] }), () => 2, rescue)).rejects.toThrow(
			'no rescue',
		);
	});
});
