/** Bytes that are added up in one piece of memory, so that nothing is ever held twice. */
export interface Bytes {
	/** `share` of the whole that will be there with these; for how much room to take at once. */
	append(more: Buffer, share: number): void;
	/** Everything so far, as long as it is not cleared. */
	all(): Buffer;
	/** The next begin anew, in the same memory: left to the collector, it would pile up. */
	clear(): void;
}

const LEAST_ROOM = 65_536;
/** Rows are not all of one length. Room that is not written to costs no memory. */
const SPARE = 1.25;
/** The first rows say little of what is to come; there may be no more of them. */
const LARGEST_STEP = 16;

export function createBytes(): Bytes {
	let buffer = Buffer.alloc(0);
	let length = 0;
	return {
		append(more, share) {
			const needed = length + more.length;
			if (needed > buffer.length) {
				const whole = share > 0 ? (needed / share) * SPARE : needed;
				const room = Math.max(needed, LEAST_ROOM, Math.min(whole, needed * LARGEST_STEP));
				const larger = Buffer.allocUnsafeSlow(Math.ceil(room));
				buffer.copy(larger, 0, 0, length);
				buffer = larger;
			}
			length += more.copy(buffer, length);
		},
		all: () => buffer.subarray(0, length),
		clear() {
			length = 0;
		},
	};
}
