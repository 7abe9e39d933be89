/** What an operation does, as far as people have words for it. */
export type Intent = 'read' | 'create' | 'update' | 'replace' | 'delete';

export interface Phrase {
	/** All of them have to be found. */
	readonly words: readonly string[];
	/** 1 for what was typed, less for what it may mean. */
	readonly weight: number;
}

/** One typed word: found if the operation has the intent, or the words of one phrase. */
export interface Term {
	readonly intent?: Intent;
	readonly phrases: readonly Phrase[];
}

const SYNONYM_WEIGHT = 0.95;

const INTENT_WORDS: Readonly<Record<Intent, readonly string[]>> = {
	read: [
		'all',
		'fetch',
		'find',
		'get',
		'list',
		'lookup',
		'many',
		'query',
		'read',
		'retrieve',
		'show',
		'view',
	],
	create: ['add', 'book', 'create', 'insert', 'log', 'make', 'new', 'post', 'raise'],
	update: [
		'assign',
		'change',
		'close',
		'complete',
		'edit',
		'escalate',
		'finish',
		'modify',
		'patch',
		'reassign',
		'rename',
		'reopen',
		'resolve',
		'set',
		'update',
	],
	replace: ['overwrite', 'put', 'replace'],
	delete: ['delete', 'destroy', 'remove'],
};

const INTENTS: ReadonlyMap<string, Intent> = new Map(
	(Object.keys(INTENT_WORDS) as Intent[]).flatMap((intent) =>
		INTENT_WORDS[intent].map((word): [string, Intent] => [word, intent]),
	),
);

/** Say nothing about the record or what is done with it. */
const FILLERS: ReadonlySet<string> = new Set([
	'a',
	'an',
	'and',
	'by',
	'for',
	'from',
	'i',
	'id',
	'in',
	'my',
	'of',
	'on',
	'the',
	'to',
	'with',
]);

/** Words of other PSA and RMM tools, and shop talk; by stem. */
const SYNONYMS: ReadonlyMap<string, readonly string[]> = new Map([
	['account', ['company']],
	['address', ['site']],
	['appointment', ['schedule entry']],
	['asset', ['configuration']],
	['attach', ['upload']],
	['audit', ['audit trail']],
	['attachment', ['document']],
	['ci', ['configuration']],
	['client', ['company']],
	['comment', ['note']],
	['config', ['configuration']],
	['contract', ['agreement']],
	['custom', ['user defined']],
	['customer', ['company']],
	['deal', ['opportunity']],
	['device', ['configuration']],
	['dispatch', ['schedule entry']],
	['email', ['communication']],
	['employee', ['member']],
	['engineer', ['member']],
	['file', ['document']],
	['history', ['audit trail']],
	['incident', ['ticket']],
	['item', ['product', 'catalog']],
	['kb', ['knowledge base']],
	['lead', ['opportunity']],
	['location', ['site']],
	['opp', ['opportunity']],
	['person', ['contact', 'member']],
	['phone', ['communication']],
	['po', ['purchase order']],
	['queue', ['board']],
	['quote', ['opportunity']],
	['reply', ['note']],
	['resource', ['member']],
	['sku', ['catalog']],
	['subcategory', ['sub category']],
	['subtype', ['sub type']],
	['technician', ['member']],
	['timesheet', ['time sheet']],
	['timelog', ['time entry']],
	['todo', ['activity', 'task']],
	['udf', ['user defined field']],
	['user', ['member']],
	['vendor', ['company']],
	['webhook', ['callback']],
	['work', ['time entry']],
	['worklog', ['time entry']],
]);

/** Splits into lower-case words: `Service › User-Defined fields` → service, user, defined, fields. */
export function wordsOf(text: string): string[] {
	return text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
}

/** Singular of a word in lower case, the same for `entries` and `entry`, `statuses` and `status`. */
export function stemOf(word: string): string {
	if (word.length > 4 && word.endsWith('ies')) return `${word.slice(0, -3)}y`;
	if (/(?:ss|[^o]us|x|ch|sh)es$/.test(word)) return word.slice(0, -2);
	return word.length > 3 && /[^su]s$/.test(word) ? word.slice(0, -1) : word;
}

/**
 * The typed words as search terms; words written as one (`timeentries`, `createTicket`) are taken apart
 * where all their parts are words of the vocabulary or have a meaning.
 */
export function termsOf(query: string, vocabulary: readonly string[] = []): Term[] {
	const known = new Set(vocabulary.map(stemOf));
	const isKnown = (word: string) => known.has(stemOf(word)) || hasMeaning(word);
	const words = wordsOf(query).flatMap((word) =>
		isKnown(word) ? [word] : takeApart(word, isKnown),
	);
	const telling = words.filter((word) => !FILLERS.has(word));
	return (telling.length === 0 ? words : telling).map((word) => {
		const meanings = SYNONYMS.get(word) ?? SYNONYMS.get(stemOf(word)) ?? [];
		const intent = INTENTS.get(word);
		return {
			...(intent ? { intent } : {}),
			phrases: [
				{ words: [word], weight: 1 },
				...meanings.map((text) => ({ words: wordsOf(text), weight: SYNONYM_WEIGHT })),
			],
		};
	});
}

function hasMeaning(word: string): boolean {
	return INTENTS.has(word) || FILLERS.has(word) || SYNONYMS.has(word) || SYNONYMS.has(stemOf(word));
}

const PART_LENGTH = 3;
const JOINED_LENGTH = 60;

/** As few known words as the text can be taken apart into; the text itself where it cannot. */
function takeApart(text: string, isKnown: (word: string) => boolean): string[] {
	if (text.length > JOINED_LENGTH) return [text];
	const best: Array<readonly string[] | undefined> = [[]];
	for (let end = PART_LENGTH; end <= text.length; end++) {
		for (let start = 0; start <= end - PART_LENGTH; start++) {
			const before = best[start];
			const word = text.slice(start, end);
			const count = best[end]?.length ?? Infinity;
			if (before && before.length + 1 < count && isKnown(word)) best[end] = [...before, word];
		}
	}
	return [...(best[text.length] ?? [text])];
}
