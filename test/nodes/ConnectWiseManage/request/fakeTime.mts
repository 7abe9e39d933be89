/** A clock that stands still until everything waits, and then jumps to the next waker. */
export interface FakeTime {
	now(): number;
	sleep(ms: number): Promise<void>;
	/** Lets time pass until nobody sleeps any more. */
	run<T>(work: Promise<T>): Promise<T>;
}

interface Sleeper {
	readonly at: number;
	readonly wake: () => void;
}

const settle = async () => await new Promise<void>((done) => setImmediate(done));

export function createFakeTime(start = 0): FakeTime {
	let time = start;
	let sleepers: Sleeper[] = [];
	return {
		now: () => time,
		sleep: async (ms) => {
			await new Promise<void>((wake) => sleepers.push({ at: time + ms, wake }));
		},
		async run(work) {
			let isDone = false;
			const watched = work.finally(() => {
				isDone = true;
			});
			// A failure is the caller's to see, not an unhandled one meanwhile.
			watched.catch(() => undefined);
			for (await settle(); !isDone; await settle()) {
				const at = Math.min(...sleepers.map((sleeper) => sleeper.at));
				if (sleepers.length === 0) throw new Error('Nobody sleeps, but the work is not done');
				time = Math.max(time, at);
				const woken = sleepers.filter((sleeper) => sleeper.at <= time);
				sleepers = sleepers.filter((sleeper) => sleeper.at > time);
				for (const { wake } of woken) wake();
			}
			return await watched;
		},
	};
}
