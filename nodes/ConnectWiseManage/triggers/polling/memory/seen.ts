import type { Seen } from './state';

/** More make the static data of a workflow large, and each save of it slow. */
export const MOST_SEEN_COUNT = 5_000;
/** A change this much older than the newest of its poll can have none beside it in its second. */
const YOUNG_SECONDS = 1;

/** Worked out only where it is needed. */
type Hash = () => string;

interface Sight {
	readonly seconds: number;
	/** Of the record as it was seen, as long as its second may still get another change. */
	readonly hash: Hash | undefined;
	/** Of the last poll that gave items. */
	readonly isFresh: boolean;
}

export interface SeenMemory {
	/** Whether the record is known as it is now, in another state, or not at all. */
	compare(id: number, seconds: number, hash: Hash): 'known' | 'changed' | 'unknown';
	/** Takes note of a record that was read in this poll. */
	add(id: number, seconds: number, hash: Hash): void;
	/**
	 * What to keep. `floor` is above the given one where there is too much to keep: changes before it
	 * are not to be read again, as nobody could tell that they were seen.
	 */
	keep(rule: KeepRule): {
		readonly seen: Seen;
		readonly fresh: Seen;
		readonly floor: number;
		readonly isShortened: boolean;
	};
}

export interface KeepRule {
	/** Changes from this second on will be read again. */
	readonly from: number;
	/** Records above this id will be read again with the rest of the window. */
	readonly aboveId: number | undefined;
	readonly floor: number;
	/** Largest second of all rows read in this poll. */
	readonly newest: number;
	/** This poll gives items; otherwise the last one that did stays the last one. */
	readonly hasItems: boolean;
}

/** Changes that were passed on already, of the time that is read twice. */
export function createSeen(
	given: { readonly seen: Seen; readonly fresh: Seen },
	isLaterSecond: () => boolean,
): SeenMemory {
	const old = new Map<string, Sight>();
	for (const [id, text] of Object.entries(given.seen)) old.set(id, parse(text, false));
	for (const [id, text] of Object.entries(given.fresh)) old.set(id, parse(text, true));
	const added = new Map<string, Sight>();
	return {
		compare(id, seconds, hash) {
			const known = added.get(String(id)) ?? old.get(String(id));
			if (!known) return 'unknown';
			if (seconds !== known.seconds) return seconds < known.seconds ? 'known' : 'changed';
			if (known.hash !== undefined && known.hash() !== hash()) return 'changed';
			// Its second is over, and it was read again: nothing can come any more.
			if (isLaterSecond() && old.has(String(id)))
				old.set(String(id), { ...known, hash: undefined });
			return 'known';
		},
		add(id, seconds, hash) {
			old.delete(String(id));
			added.set(String(id), { seconds, hash, isFresh: true });
		},
		keep: (rule) => keep(old, added, rule),
	};
}

function keep(old: Map<string, Sight>, added: Map<string, Sight>, rule: KeepRule) {
	const { from, aboveId, newest, hasItems } = rule;
	const isWanted = ([id, { seconds }]: [string, Sight]) =>
		seconds >= from || (aboveId !== undefined && Number(id) > aboveId);
	const wanted = [...old, ...added].filter(isWanted);
	const isShortened = wanted.length > MOST_SEEN_COUNT;
	const times = wanted.map(([, { seconds }]) => seconds).sort((a, b) => b - a);
	const cut = isShortened ? (times[MOST_SEEN_COUNT] ?? -Infinity) : -Infinity;
	const left = wanted.filter(([, { seconds }]) => seconds > cut);
	const isOfLastPoll = ([id, { isFresh }]: [string, Sight]) => (hasItems ? added.has(id) : isFresh);
	const toTexts = (entries: ReadonlyArray<[string, Sight]>): Seen =>
		Object.fromEntries(entries.map((entry) => toText(entry, newest)));
	return {
		seen: toTexts(left.filter((entry) => !isOfLastPoll(entry))),
		fresh: toTexts(left.filter(isOfLastPoll)),
		floor: Math.max(rule.floor, cut + 1),
		isShortened,
	};
}

function toText([id, { seconds, hash }]: [string, Sight], newest: number): [string, string] {
	const isYoung = hash !== undefined && seconds >= newest - YOUNG_SECONDS;
	return [id, isYoung ? `${seconds}~${hash()}` : String(seconds)];
}

function parse(text: string, isFresh: boolean): Sight {
	const at = text.indexOf('~');
	if (at < 0) return { seconds: Number(text), hash: undefined, isFresh };
	const hash = text.slice(at + 1);
	return { seconds: Number(text.slice(0, at)), hash: () => hash, isFresh };
}
