import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runJobs } from '../../../../nodes/ConnectWiseManage/actions/runJobs.ts';
import type { Job } from '../../../../nodes/ConnectWiseManage/actions/runtime.ts';

const itemsOf = (index: number) => [{ json: { index } }];
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
				const run = runJobs(createJobs(count, { delay }), parallel, noRescue);
				const { results, failures, states } = await scheduler.waitFor(run);
				expect(results).toEqual(Array.from({ length: count }, (_, index) => itemsOf(index)));
				expect(failures).toEqual([]);
				expect(states).toEqual(results.map(() => 'done'));
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
		await runJobs(createJobs(10, { delay }), 3, noRescue);
		expect(most).toBe(3);
	});

	it('begins nothing after a failure, and lets end what is under way', async () => {
		const begun: number[] = [];
		const { results, failures, states } = await runJobs(
			createJobs(6, { failing: [1], begun }),
			2,
			noRescue,
		);
		expect(begun).not.toContain(4);
		expect(results[0]).toEqual(itemsOf(0));
		expect(failures).toEqual([{ index: 1, error: new Error('job 1') }]);
		expect(states.filter((state) => state === 'done')).toHaveLength(begun.length - 1);
		expect(states.filter((state) => state === 'notBegun')).toHaveLength(6 - begun.length);
	});

	it('names all failures, in order, not in time', async () => {
		const slowest = createJobs(3, { failing: [1, 2] });
		const first: Job = {
			itemIndex: 0,
			run: async () => {
				await new Promise((done) => setImmediate(done));
				throw new Error('job 0');
			},
		};
		const { failures } = await runJobs([first, ...slowest.slice(1)], 3, noRescue);
		expect(failures.map(({ index }) => index)).toEqual([0, 1, 2]);
	});

	it('goes on where a failure is turned into items', async () => {
		const rescue = (error: unknown) => [{ json: { error: String(error) } }];
		const jobs = createJobs(4, { failing: [1, 2] });
		const { results, failures, states } = await runJobs(jobs, 1, rescue);
		expect(results).toEqual([
			itemsOf(0),
			[{ json: { error: 'Error: job 1' } }],
			[{ json: { error: 'Error: job 2' } }],
			itemsOf(3),
		]);
		expect(failures).toEqual([]);
		expect(states).toEqual(['done', 'rescued', 'rescued', 'done']);
	});
});
