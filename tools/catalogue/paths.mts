/** What had to be changed about a path or an operation id, and why; printed by the generator. */
export interface Repair {
	readonly from: string;
	readonly to: string;
	readonly reason: string;
}

export interface RepairedPath {
	readonly path: string;
	readonly repair?: Repair;
}

/**
 * Mends the faults known from the vendor's own document, which is generated from server routes:
 * route constraints inside a placeholder, sometimes cut off (`{memberIdentifier:regex(^(types. |(`),
 * a placeholder written twice (`{id}{id}`), and a placeholder glued to the segment before it
 * (`types{id}`).
 */
export function repairPath(path: string): RepairedPath {
	const reasons: string[] = [];
	const apply = (text: string, pattern: RegExp, replacement: string, reason: string) => {
		const changed = text.replace(pattern, replacement);
		if (changed !== text) reasons.push(reason);
		return changed;
	};
	let repaired = path;
	repaired = apply(repaired, /\{(\w+):[^{}]*\}/g, '{$1}', 'route constraint');
	// The slash keeps the path apart from `{id}` in the same place; servers ignore it.
	repaired = apply(repaired, /\{(\w+):[^}]*$/, '{$1}/', 'route constraint cut off');
	repaired = apply(repaired, /\{(\w+)\}(?:\{\1\})+/g, '{$1}', 'placeholder written twice');
	repaired = apply(repaired, /([^/{}])\{/g, '$1/{', 'slash missing before a placeholder');
	if (reasons.length === 0) return { path };
	return { path: repaired, repair: { from: path, to: repaired, reason: reasons.join(', ') } };
}

/** Names of the placeholders, in the order of the path. */
export function placeholdersOf(path: string): readonly string[] {
	return [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
}

/** The path with placeholder names taken out: two paths of one shape answer the same requests. */
export function shapeOf(path: string): string {
	return path.replace(/\{\w+\}/g, '{}');
}
