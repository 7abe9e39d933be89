/** Mixes integers into one well-spread unsigned 32-bit number; the same input gives the same output. */
export function hash(...parts: readonly number[]): number {
	let state = 0x9e3779b9;
	for (const part of parts) {
		state = Math.imul(state ^ (part | 0), 0x85ebca6b);
		state ^= state >>> 13;
		state = Math.imul(state, 0xc2b2ae35);
		state ^= state >>> 16;
	}
	return state >>> 0;
}

export function hashText(text: string): number {
	let state = 0x811c9dc5;
	for (let index = 0; index < text.length; index++) {
		state = Math.imul(state ^ text.charCodeAt(index), 0x01000193);
	}
	return state >>> 0;
}

/** A number in [0, 1) for these integers. */
export const fraction = (...parts: readonly number[]): number => hash(...parts) / 0x1_0000_0000;

export function pick<T>(list: readonly T[], ...parts: readonly number[]): T {
	const chosen = list[hash(...parts) % list.length];
	if (chosen === undefined) throw new RangeError('Cannot pick from an empty list');
	return chosen;
}

/** A UUID-shaped text for these integers, marked as version 4. */
export function uuidOf(...parts: readonly number[]): string {
	const hex = [1, 2, 3, 4]
		.map((salt) =>
			hash(...parts, salt)
				.toString(16)
				.padStart(8, '0'),
		)
		.join('');
	return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** A generator of numbers in [0, 1) that starts again from the same seed. */
export function randomSequence(seed: number): () => number {
	let step = 0;
	return () => fraction(seed, step++);
}
