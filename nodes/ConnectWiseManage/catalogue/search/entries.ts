import { commonnessOf } from './commonRecords';
import { wordsOf, type Intent } from './terms';
import type { OperationSummary } from '../types';

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
	/** In lower case, as the label. */
	readonly id: string;
	readonly label: string;
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

/** Takes a few milliseconds for all operations: done at the first search. */
export function buildSearchIndex(summaries: readonly OperationSummary[]): SearchIndex {
	const positions = new Map<string, number>();
	// Labels are made of some hundred parts such as `Tickets` and `Get Many`: words of each are worked out
	// once, and one object for a word saves most of the heap.
	const wordsOfParts: Readonly<Record<Zone, Map<string, readonly EntryWord[]>>> = {
		module: new Map(),
		parent: new Map(),
		record: new Map(),
		verb: new Map(),
	};
	const positionOf = (text: string) => {
		const position = positions.get(text) ?? positions.size;
		positions.set(text, position);
		return position;
	};
	const wordsIn = (part: string, zone: Zone) => {
		const known = wordsOfParts[zone].get(part);
		if (known) return known;
		const words = wordsOf(part).map((text): EntryWord => ({ word: positionOf(text), zone }));
		wordsOfParts[zone].set(part, words);
		return words;
	};
	const entries = summaries.map((summary) => toEntry(summary, wordsIn));
	return { entries, vocabulary: [...positions.keys()] };
}

function toEntry(
	summary: OperationSummary,
	wordsIn: (part: string, zone: Zone) => readonly EntryWord[],
): SearchEntry {
	const parts = summary.label.split(' › ');
	const words: EntryWord[] = [];
	for (let position = 0; position < parts.length; position++) {
		for (const word of wordsIn(parts[position] ?? '', zoneOf(position, parts.length)))
			words.push(word);
	}
	const verb = withoutScope(parts[parts.length - 1] ?? '');
	return {
		summary,
		words,
		intents: intentsOf(summary, verb),
		bonus: bonusOf(summary, verb),
		id: summary.id.toLowerCase(),
		label: summary.label.toLowerCase(),
	};
}

/** `Get Many (Any Company)` is `Get Many`. */
function withoutScope(verb: string): string {
	const scope = verb.indexOf(' (Any ');
	return scope < 0 ? verb : verb.slice(0, scope);
}

function zoneOf(position: number, count: number): Zone {
	if (position === 0) return 'module';
	if (position === count - 1) return 'verb';
	return position === count - 2 ? 'record' : 'parent';
}

const INTENTS = {
	read: ['read'],
	remove: ['delete'],
	update: ['update'],
	replace: ['update', 'replace'],
	create: ['create'],
	none: [],
} as const;

function intentsOf({ kind, method }: OperationSummary, verb: string): readonly Intent[] {
	if (kind === 'query') return INTENTS.read;
	if (kind === 'delete') return INTENTS.remove;
	if (method === 'PATCH') return INTENTS.update;
	if (method === 'PUT') return INTENTS.replace;
	return verb.startsWith('Create') || verb.startsWith('Upload') ? INTENTS.create : INTENTS.none;
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
