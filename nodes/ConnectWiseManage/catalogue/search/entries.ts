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
	/** In lower case. */
	readonly id: string;
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
const SELDOM_MEANT = /› (?:Info|Usages)(?: ›|$)|Settings?(?: ›|$)/;
const SELDOM_PENALTY = 15;

const SEPARATOR = ' › ';

/** What the operations of one record have in common: `Service › Tickets › Notes`. */
interface Subject {
	readonly words: readonly EntryWord[];
	readonly isSeldomMeant: boolean;
}

/** The end of a label, such as `Get Many (Any Company)`. */
interface Verb {
	readonly words: readonly EntryWord[];
	/** `Get Many` */
	readonly name: string;
	readonly isAcrossParents: boolean;
}

/** Takes a few milliseconds for all operations: done at the first search. */
export function buildSearchIndex(summaries: readonly OperationSummary[]): SearchIndex {
	const positions = new Map<string, number>();
	const wordsIn =
		(zone: Zone) =>
		(part: string): EntryWord[] =>
			wordsOf(part).map((text) => {
				const word = positions.get(text) ?? positions.size;
				positions.set(text, word);
				return { word, zone };
			});
	// Labels are made of few parts: what is worked out once for each saves time, and most of the heap.
	const wordsAt = {
		module: once(wordsIn('module')),
		parent: once(wordsIn('parent')),
		record: once(wordsIn('record')),
		verb: wordsIn('verb'),
	};
	const subjectOf = once((text: string): Subject => {
		const parts = text.split(SEPARATOR);
		const words: EntryWord[] = [];
		for (let position = 0; position < parts.length; position++) {
			const zone = zoneOf(position, parts.length);
			for (const word of wordsAt[zone](parts[position] ?? '')) words.push(word);
		}
		return { words, isSeldomMeant: SELDOM_MEANT.test(text) };
	});
	const verbOf = once((text: string): Verb => {
		const scope = text.indexOf(' (Any ');
		const name = scope < 0 ? text : text.slice(0, scope);
		return { words: wordsAt.verb(text), name, isAcrossParents: scope >= 0 };
	});
	const entries = summaries.map((summary) => {
		const end = summary.label.lastIndexOf(SEPARATOR);
		const subject = subjectOf(summary.label.slice(0, end));
		return toEntry(summary, subject, verbOf(summary.label.slice(end + SEPARATOR.length)));
	});
	return { entries, vocabulary: [...positions.keys()] };
}

/** Remembers what was worked out for each text. */
function once<T>(make: (text: string) => T): (text: string) => T {
	const made = new Map<string, T>();
	return (text) => {
		const known = made.get(text);
		if (known !== undefined) return known;
		const fresh = make(text);
		made.set(text, fresh);
		return fresh;
	};
}

function toEntry(summary: OperationSummary, subject: Subject, verb: Verb): SearchEntry {
	return {
		summary,
		words: subject.words.concat(verb.words),
		intents: intentsOf(summary, verb),
		bonus: bonusOf(summary, subject, verb),
		id: summary.id.toLowerCase(),
	};
}

function zoneOf(position: number, count: number): Exclude<Zone, 'verb'> {
	if (position === 0) return 'module';
	return position === count - 1 ? 'record' : 'parent';
}

const INTENTS = {
	read: ['read'],
	remove: ['delete'],
	update: ['update'],
	replace: ['update', 'replace'],
	create: ['create'],
	none: [],
} as const;

function intentsOf({ kind, method }: OperationSummary, { name }: Verb): readonly Intent[] {
	if (kind === 'query') return INTENTS.read;
	if (kind === 'delete') return INTENTS.remove;
	if (method === 'PATCH') return INTENTS.update;
	if (method === 'PUT') return INTENTS.replace;
	return name.startsWith('Create') || name.startsWith('Upload') ? INTENTS.create : INTENTS.none;
}

function bonusOf({ path }: OperationSummary, subject: Subject, verb: Verb): number {
	const commonness = commonnessOf(path);
	const common = commonness === undefined ? 0 : COMMON_BONUS - commonness / 2;
	const isSeldomMeant = subject.isSeldomMeant || verb.isAcrossParents;
	return (
		common + (VERB_BONUS[verb.name] ?? OTHER_VERB_BONUS) - (isSeldomMeant ? SELDOM_PENALTY : 0)
	);
}
