/** Slower than this, a file is not coming at all. */
const SLOWEST_BYTES_PER_MS = 100;

/** One limit of time round a whole exchange, from the first look-up of the host to the last byte. */
export interface Deadline {
	/** Aborts what is under way; its reason is the error that `keep` ends with. */
	readonly signal: AbortSignal;
	/**
	 * Ends as the task does, or with an error as soon as time is up or the execution is cancelled; what
	 * is under way is let go of then.
	 */
	keep<T>(task: Promise<T>, letGo?: () => void): Promise<T>;
	/**
	 * So many bytes of a file are to go, or came. A large one takes its time: as long as it keeps
	 * moving, the whole may take longer than the limit.
	 */
	allowFor(bytes: number): void;
	/** To be called when the exchange is over. */
	end(): void;
}

/** Its errors have the code `ETIMEDOUT`, or `ERR_CANCELED` when the execution was canceled. */
export function createDeadline(timeoutMs: number, cancelSignal: AbortSignal | undefined): Deadline {
	const controller = new AbortController();
	const { signal } = controller;
	const begunAt = Date.now();
	let movedAt = begunAt;
	let allowedMs = timeoutMs;
	let timer: AbortSignal | undefined;

	const onCancel = () => {
		controller.abort(withCode('the execution was canceled', 'ERR_CANCELED'));
	};
	const onTime = () => {
		const left = Math.min(begunAt + allowedMs, movedAt + timeoutMs) - Date.now();
		if (left > 0) return setTimer(left);
		const message = `timeout of ${timeoutMs}ms exceeded`;
		controller.abort(withCode(message, 'ETIMEDOUT'));
	};
	const setTimer = (ms: number) => {
		timer = AbortSignal.timeout(Math.ceil(ms));
		timer.addEventListener('abort', onTime, { once: true });
	};

	if (cancelSignal?.aborted) onCancel();
	cancelSignal?.addEventListener('abort', onCancel, { once: true });
	setTimer(timeoutMs);
	return {
		signal,
		keep: async (task, letGo) => await orAborted(task, signal, letGo),
		allowFor(bytes) {
			const ms = bytes / SLOWEST_BYTES_PER_MS;
			movedAt = Date.now() + ms;
			allowedMs += ms;
		},
		end() {
			timer?.removeEventListener('abort', onTime);
			cancelSignal?.removeEventListener('abort', onCancel);
		},
	};
}

async function orAborted<T>(task: Promise<T>, signal: AbortSignal, letGo?: () => void): Promise<T> {
	return await new Promise<T>((resolve, reject) => {
		const giveUp = () => {
			reject(signal.reason as Error);
			letGo?.();
		};
		if (signal.aborted) giveUp();
		signal.addEventListener('abort', giveUp, { once: true });
		task.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
	});
}

function withCode(message: string, code: string): Error {
	return Object.assign(new Error(message), { code });
}
