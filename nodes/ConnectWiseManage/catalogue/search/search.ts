import { inBrowsingOrder } from './commonRecords';
import { buildSearchIndex, type SearchEntry, type SearchIndex, type Zone } from './entries';
import { scorePath } from './path';
import { stemOf, termsOf, type Phrase, type Term } from './terms';
import type { OperationKind, OperationSummary } from '../types';

/** Operations of one kind, or of all three. */
export type SearchScope = OperationKind | 'any';

export type SearchOperations = (scope: SearchScope, query: string) => readonly OperationSummary[];

const KINDS: readonly OperationKind[] = ['query', 'mutate', 'delete'];

const WORD_SCORE = 100;
const ZONE_BONUS: Readonly<Record<Zone, number>> = { module: 15, parent: 10, record: 30, verb: 10 };
/** For a word of the label that nobody asked for: the more specific record is rarely meant. */
const UNASKED_PENALTY: Readonly<Record<Zone, number>> = {
	module: 8,
	parent: 18,
	record: 14,
	verb: 0,
};
const INTENT_SCORE = 130;
const EXACT_SCORE = 1000;
const ID_PREFIX_SCORE = 400;
const ID_PART_SCORE = 50;
const ID_PART_LENGTH = 6;
const SUBSTRING_LENGTH = 4;
const TELLING_LENGTH = 3;
/** Nobody types more to find an operation; what is pasted beyond it finds nothing better. */
const QUERY_LENGTH = 400;

/** How well each word of the vocabulary fits a typed word: 0 not at all, 1 the same. */
type Fit = Float32Array;

/**
 * A search over these operations; what it needs is worked out at the first call of it. Results are
 * in order of rank; without words, common records come first and the rest by label.
 */
export function createSearch(summaries: readonly OperationSummary[]): SearchOperations {
	const browsing = new Map<OperationKind, readonly OperationSummary[]>();
	const indexes = new Map<OperationKind, SearchIndex>();
	const browse = (kind: OperationKind) => {
		const ofKind = browsing.get(kind) ?? inBrowsingOrder(summaries.filter((s) => s.kind === kind));
		browsing.set(kind, ofKind);
		return ofKind;
	};
	const indexOf = (kind: OperationKind) => {
		const index = indexes.get(kind) ?? buildSearchIndex(browse(kind));
		indexes.set(kind, index);
		return index;
	};
	return (scope, query) => {
		const kinds = scope === 'any' ? KINDS : [scope];
		if (query.trim() === '') return kinds.flatMap(browse);
		return rank(kinds.map(indexOf), query.trim().slice(0, QUERY_LENGTH));
	};
}

function rank(indexes: readonly SearchIndex[], query: string): OperationSummary[] {
	if (/[/{}]/.test(query)) {
		const score = scorePath(query);
		return sortByScore(indexes, () => score);
	}
	const found = sortByScore(indexes, (index) => scoreWords(index, query, true));
	return found.length > 0
		? found
		: sortByScore(indexes, (index) => scoreWords(index, query, false));
}

function sortByScore(
	indexes: readonly SearchIndex[],
	scoreIn: (index: SearchIndex) => (entry: SearchEntry) => number,
): OperationSummary[] {
	const found: Array<{ readonly entry: SearchEntry; readonly score: number }> = [];
	for (const index of indexes) {
		const score = scoreIn(index);
		for (const entry of index.entries) {
			const points = score(entry);
			if (points > 0) found.push({ entry, score: points + entry.bonus });
		}
	}
	// Equal scores keep the order of browsing, since sorting is stable.
	found.sort((left, right) => right.score - left.score);
	return found.map(({ entry }) => entry.summary);
}

/** `needsAll`: an entry that one of the words does not fit is left out. */
function scoreWords(
	index: SearchIndex,
	query: string,
	needsAll: boolean,
): (entry: SearchEntry) => number {
	const id = query.toLowerCase();
	const terms = termsOf(query, index.vocabulary);
	const fits = new Map<string, Fit>();
	for (const word of terms.flatMap(({ phrases }) => phrases.flatMap(({ words }) => words))) {
		// Beside words that fit nothing, a letter or two would fit by chance.
		const isTelling = needsAll || word.length >= TELLING_LENGTH;
		if (isTelling && !fits.has(word)) fits.set(word, fitOf(word, index.vocabulary));
	}
	return (entry) => Math.max(scoreId(entry, id), scoreTerms(entry, terms, fits, needsAll));
}

function scoreId(entry: SearchEntry, query: string): number {
	if (entry.id === query || isLabel(entry, query)) return EXACT_SCORE;
	if (query.length < ID_PART_LENGTH || !entry.id.includes(query)) return 0;
	// A shorter id is nearer to what was typed.
	return entry.id.startsWith(query) ? ID_PREFIX_SCORE - entry.id.length : ID_PART_SCORE;
}

function isLabel({ summary: { label } }: SearchEntry, query: string): boolean {
	return label.length === query.length && label.toLowerCase() === query;
}

function scoreTerms(
	entry: SearchEntry,
	terms: readonly Term[],
	fits: ReadonlyMap<string, Fit>,
	needsAll: boolean,
): number {
	const asked: number[] = [];
	let total = 0;
	for (const term of terms) {
		const score = scoreTerm(entry, term, fits, asked);
		// What is to be done must always fit: no creation where something is to be deleted.
		if (score === 0 && (needsAll || term.intent)) return 0;
		total += score;
	}
	// With words left out, one at least must be of the record: what to do with it says too little.
	if (total === 0 || (asked.length === 0 && !needsAll)) return 0;
	let unasked = 0;
	for (let position = 0; position < entry.words.length; position++) {
		const word = entry.words[position];
		if (word && !asked.includes(position)) unasked += UNASKED_PENALTY[word.zone];
	}
	return Math.max(1, total - unasked);
}

function scoreTerm(
	entry: SearchEntry,
	{ intent, phrases }: Term,
	fits: ReadonlyMap<string, Fit>,
	asked: number[],
): number {
	let best = intent && entry.intents.includes(intent) ? INTENT_SCORE : 0;
	let bestPositions: readonly number[] = NONE;
	for (const phrase of phrases) {
		const { score, positions } = scorePhrase(entry, phrase, fits);
		if (score > best) {
			best = score;
			bestPositions = positions;
		}
	}
	for (const position of bestPositions) asked.push(position);
	return best;
}

interface PhraseScore {
	readonly score: number;
	readonly positions: readonly number[];
}

const NONE: readonly number[] = [];
/** Most entries fit nothing that was typed, so that this is not made anew for each. */
const UNFIT: PhraseScore = { score: 0, positions: NONE };

function scorePhrase(
	entry: SearchEntry,
	{ words, weight }: Phrase,
	fits: ReadonlyMap<string, Fit>,
): PhraseScore {
	const positions: number[] = [];
	let sum = 0;
	for (const word of words) {
		const fit = fits.get(word);
		const position = fit ? bestPosition(entry, fit) : -1;
		if (!fit || position < 0) return UNFIT;
		positions.push(position);
		sum += pointsAt(entry, position, fit);
	}
	return { score: (sum / words.length) * weight, positions };
}

/** The first of the words that fit best; -1 where none does. */
function bestPosition(entry: SearchEntry, fit: Fit): number {
	let best = 0;
	let bestAt = -1;
	for (let position = 0; position < entry.words.length; position++) {
		const points = pointsAt(entry, position, fit);
		if (points > best) {
			best = points;
			bestAt = position;
		}
	}
	return bestAt;
}

function pointsAt({ words }: SearchEntry, position: number, fit: Fit): number {
	const word = words[position];
	const quality = word ? (fit[word.word] ?? 0) : 0;
	return word && quality > 0 ? quality * (WORD_SCORE + ZONE_BONUS[word.zone]) : 0;
}

function fitOf(typed: string, vocabulary: readonly string[]): Fit {
	const stem = stemOf(typed);
	return Float32Array.from(vocabulary, (word) => {
		if (word === typed || stemOf(word) === stem) return 1;
		if (word.startsWith(typed)) return 0.6 + (0.3 * typed.length) / word.length;
		return typed.length >= SUBSTRING_LENGTH && word.includes(typed) ? 0.4 : 0;
	});
}
