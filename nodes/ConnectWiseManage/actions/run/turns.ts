/** Lets tasks on the same thing run one after the other. */
export type InTurn = <T>(key: string, task: () => Promise<T>) => Promise<T>;

export function createTurns(): InTurn {
	const latest = new Map<string, Promise<unknown>>();
	return async (key, task) => {
		const before = latest.get(key) ?? Promise.resolve();
		// The failure of one task is no matter of the next.
		const run = before.then(task, task);
		latest.set(key, run);
		try {
			return await run;
		} finally {
			if (latest.get(key) === run) latest.delete(key);
		}
	};
}
