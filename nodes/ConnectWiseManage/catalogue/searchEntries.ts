import { commonnessOf } from './commonRecords';
import { wordsOf, type Intent } from './searchTerms';
import type { OperationSummary } from './types';

export type Zone = 'module' | 'parent' | 'record' | 'verb';

/** A word of a label, as a position in the vocabulary, and the part of the label that it stands in. */
interface EntryWord {
	readonly word: number;
	readonly zone: Zone;
}

/** What search needs of one operation, worked out once. */
export interface SearchEntry {
	readonly summary: OperationSummary;
	readonly words: readonly EntryWord[];
	readonly intents: readonly Intent[];
	/** What is true whatever was typed: common records and main operations are above others. */
	readonly bonus: number;
	/** In lower case, as the label and the path below. */
	readonly id: string;
	readonly label: string;
	/** The path: without placeholders' names, and without placeholders at all. */
	readonly shape: string;
	readonly plainPath: string;
}

export interface SearchIndex {
	readonly entries: readonly SearchEntry[];
	readonly vocabulary: readonly string[];
}

const VERB_BONUS: Readonly<Record<string, number>> = {
	'Get Many': 12,
	Create: 12,
	Delete: 12,
	Get: 9,
	Update: 9,
	Search: 5,
	Replace: 4,
	Count: 2,
};
const OTHER_VERB_BONUS = 3;
const COMMON_BONUS = 20;
/** Short versions, cross-references and lists across all parents are seldom what is meant. */
const SELDOM_MEANT = /› (?:Info|Usages) ›|Settings? ›|\(Any /;
const SELDOM_PENALTY = 15;

/** Takes some milliseconds for all operations: done at the first search. */
export function buildSearchIndex(summaries: readonly OperationSummary[]): SearchIndex {
	const positions = new Map<string, number>();
	const shared = new Map<string, EntryWord>();
	// Labels are made of some hundred words: one object each, not one an occurrence, saves most of the heap.
	const wordOf = (text: string, zone: Zone) => {
		const word = positions.get(text) ?? positions.size;
		positions.set(text, word);
		const known = shared.get(`${zone} ${text}`) ?? { word, zone };
		shared.set(`${zone} ${text}`, known);
		return known;
	};
	const entries = summaries.map((summary) => toEntry(summary, wordOf));
	return { entries, vocabulary: [...positions.keys()] };
}

function toEntry(
	summary: OperationSummary,
	wordOf: (text: string, zone: Zone) => EntryWord,
): SearchEntry {
	const parts = summary.label.split(' › ');
	const shape = summary.path.toLowerCase().replace(/\{\w+\}/g, '{}');
	const verb = (parts[parts.length - 1] ?? '').replace(/ \(Any .*$/, '');
	const words = parts.flatMap((part, position) =>
		wordsOf(part).map((word) => wordOf(word, zoneOf(position, parts.length))),
	);
	return {
		summary,
		words,
		intents: intentsOf(summary, verb),
		bonus: bonusOf(summary, verb),
		id: summary.id.toLowerCase(),
		label: summary.label.toLowerCase(),
		shape,
		plainPath: shape.replace(/\/\{\}/g, ''),
	};
}

function zoneOf(position: number, count: number): Zone {
	if (position === 0) return 'module';
	if (position === count - 1) return 'verb';
	return position === count - 2 ? 'record' : 'parent';
}

function intentsOf({ kind, method }: OperationSummary, verb: string): Intent[] {
	if (kind === 'query') return ['read'];
	if (kind === 'delete') return ['delete'];
	if (method === 'PATCH') return ['update'];
	if (method === 'PUT') return ['update', 'replace'];
	return /^(?:Create|Upload)/.test(verb) ? ['create'] : [];
}

function bonusOf({ label, path }: OperationSummary, verb: string): number {
	const commonness = commonnessOf(path);
	const common = commonness === undefined ? 0 : COMMON_BONUS - commonness / 2;
	return (
		common +
		(VERB_BONUS[verb] ?? OTHER_VERB_BONUS) -
		(SELDOM_MEANT.test(label) ? SELDOM_PENALTY : 0)
	);
}
