/** n8n copies records by plain assignment, which loses a field of this name. */
const UNUSABLE = '__proto__';

/**
 * Names that no two values share: where a name comes again, the later one gets the first number that
 * no other name has (`A`, `A`, `A_2` become `A`, `A_3`, `A_2`).
 */
export function distinctNames(names: readonly string[]): string[] {
	const given = new Set([UNUSABLE, ...names]);
	const isUsed = new Set([UNUSABLE]);
	const counts = new Map<string, number>();
	return names.map((name) => {
		if (!isUsed.has(name)) {
			isUsed.add(name);
			return name;
		}
		let count = counts.get(name) ?? 1;
		do count += 1;
		while (given.has(`${name}_${count}`) || isUsed.has(`${name}_${count}`));
		counts.set(name, count);
		const distinct = `${name}_${count}`;
		isUsed.add(distinct);
		return distinct;
	});
}
