const NAME_LENGTH_MAX = 60;
/** So many slips of the finger still tell which name was meant. */
const SLIPS_MAX = 2;

/** The name with the fewest slips, or one that begins with what was given; of equals the first. */
export function nearest(given: string, names: readonly string[]): string | undefined {
	if (given.length > NAME_LENGTH_MAX) return undefined;
	const wanted = given.toLowerCase();
	let best: { readonly name: string; readonly slips: number } | undefined;
	for (const name of names) {
		const slips = slipsBetween(wanted, name.toLowerCase());
		if (slips <= SLIPS_MAX && slips < (best?.slips ?? Infinity)) best = { name, slips };
	}
	if (best) return best.slips < wanted.length ? best.name : undefined;
	return wanted.length > SLIPS_MAX
		? names.find((name) => name.toLowerCase().includes(wanted))
		: undefined;
}

/** Characters to change, add, take out or swap (Damerau and Levenshtein, neighbours only). */
function slipsBetween(left: string, right: string): number {
	if (Math.abs(left.length - right.length) > SLIPS_MAX) return SLIPS_MAX + 1;
	let before: number[] = [];
	let row = Array.from({ length: right.length + 1 }, (_, index) => index);
	for (let i = 1; i <= left.length; i++) {
		const next = [i];
		for (let j = 1; j <= right.length; j++) {
			const isSame = left[i - 1] === right[j - 1];
			let slips = Math.min(
				(row[j] ?? 0) + 1,
				(next[j - 1] ?? 0) + 1,
				(row[j - 1] ?? 0) + (isSame ? 0 : 1),
			);
			const isSwap = left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1];
			if (i > 1 && j > 1 && isSwap) slips = Math.min(slips, (before[j - 2] ?? 0) + 1);
			next.push(slips);
		}
		before = row;
		row = next;
	}
	return row[right.length] ?? 0;
}
