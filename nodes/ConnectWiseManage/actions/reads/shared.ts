/** Something read once for several users. */
export interface Shared<T> {
	/** Before anything is taken: one user more. */
	join(): void;
	/** Once by each user; read by the first. */
	take(): Promise<T>;
}

/**
 * @param copy for all users but the last, who gets what was read itself; it is kept no longer.
 * @param forget called when nobody is left who needs it.
 */
export function createShared<T>(load: () => Promise<T>, copy: (read: T) => T): Shared<T> {
	let users = 0;
	let loading: Promise<T> | undefined;
	return {
		join() {
			users += 1;
		},
		async take() {
			users -= 1;
			const isLast = users <= 0;
			const loaded = (loading ??= load());
			if (isLast) loading = undefined;
			const read = await loaded;
			return isLast ? read : copy(read);
		},
	};
}
