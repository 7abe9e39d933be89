/** Nobody reads more of a text that is quoted, and messages go into n8n's database and to models. */
const LONGEST_QUOTE = 500;

/** The beginning of a text, marked where something is left out; never half a character. */
export function quote(text: string, longest = LONGEST_QUOTE): string {
	if (text.length <= longest) return text;
	return `${text.slice(0, longest - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

const DEEPEST_LEVEL = 8;
const MOST_ENTRIES_COUNT = 50;

export interface Abridging {
	/** Length of any one text. */
	readonly longestText: number;
	/** Texts, numbers and the like in all. */
	readonly mostValuesCount: number;
}

/** For an error's details. */
export const DETAILS: Abridging = { longestText: LONGEST_QUOTE, mostValuesCount: 200 };

/**
 * A copy of parsed JSON that is no larger than allowed: long texts are cut, and what lies too deep or
 * comes too late becomes "…".
 */
export function abridge(value: unknown, limits: Abridging = DETAILS): unknown {
	let left = limits.mostValuesCount;
	const copy = (part: unknown, level: number): unknown => {
		left -= 1;
		if (typeof part === 'string') return quote(part, limits.longestText);
		if (typeof part !== 'object' || part === null) return part;
		if (level >= DEEPEST_LEVEL) return '…';
		const pairs = Object.entries(part).slice(0, MOST_ENTRIES_COUNT);
		const kept: Array<[string, unknown]> = [];
		for (const [name, entry] of pairs) {
			if (left <= 0) break;
			kept.push([quote(name, LONGEST_QUOTE), copy(entry, level + 1)]);
		}
		const isWhole = kept.length === Object.keys(part).length;
		if (Array.isArray(part)) {
			const entries = kept.map(([, entry]) => entry);
			return isWhole ? entries : [...entries, '…'];
		}
		return Object.fromEntries(isWhole ? kept : [...kept, ['…', '…']]);
	};
	return copy(value, 0);
}
