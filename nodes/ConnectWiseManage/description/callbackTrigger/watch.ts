import type { INodeProperties } from 'n8n-workflow';
import { EVERYTHING, RECORD_TYPES } from '../../triggers/callback/recordTypes';

/** One list of levels for each type that can be narrowed down. */
const watch: INodeProperties[] = RECORD_TYPES.filter(({ levels }) => levels.length > 1).map(
	({ type, levels }) => ({
		displayName: 'Watch',
		name: 'watch',
		type: 'options',
		noDataExpression: true,
		options: levels.map(({ level, name }) => ({ name, value: level })),
		default: EVERYTHING,
		description: 'All such records, or those of one',
		displayOptions: { show: { event: [type] } },
	}),
);

interface LocatorOf {
	readonly types: readonly string[];
	readonly levels: readonly string[];
	/** Whether ConnectWise has a list to choose from. */
	readonly hasList: boolean;
}

const whichOne = ({ types, levels, hasList }: LocatorOf): INodeProperties => ({
	displayName: 'Which One',
	name: 'watchedId',
	type: 'resourceLocator',
	required: true,
	default: { mode: hasList ? 'list' : 'id', value: '' },
	typeOptions: { loadOptionsDependsOn: ['event', 'watch'] },
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list' as const,
			typeOptions: { searchListMethod: 'searchWatched', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string' as const,
			placeholder: 'e.g. 12',
			validation: [
				{
					type: 'regex',
					properties: {
						regex: '^\\s*[1-9]\\d{0,9}\\s*$',
						errorMessage: 'IDs are whole numbers above 0',
					},
				},
			],
		},
	].slice(hasList ? 0 : 1),
	displayOptions: { show: { event: [...types], watch: [...levels] } },
});

interface Pair {
	readonly type: string;
	readonly level: string;
	readonly hasList: boolean;
}

const pairs: readonly Pair[] = RECORD_TYPES.flatMap(({ type, levels }) =>
	levels
		.filter(({ level }) => level !== EVERYTHING)
		.map(({ level, list }) => ({ type, level, hasList: list !== undefined })),
);

/** Levels of some types that have a list, and of others that have none. */
const mixed: ReadonlySet<string> = new Set(
	pairs
		.filter(({ level, hasList }) =>
			pairs.some((other) => other.level === level && other.hasList !== hasList),
		)
		.map(({ level }) => level),
);

/** One locator shown for these types and levels, whether or not a type has the level. */
function locatorsFor(shown: readonly Pair[], hasList: boolean): INodeProperties[] {
	const some = shown.filter((pair) => pair.hasList === hasList);
	if (some.length === 0) return [];
	const types = [...new Set(some.map(({ type }) => type))];
	const levels = [...new Set(some.map(({ level }) => level))];
	return [whichOne({ types, levels, hasList })];
}

/** As few as show each type and level one: n8n's editor loads them all. */
const locators = [false, true].flatMap((isMixed) => {
	const shown = pairs.filter(({ level }) => mixed.has(level) === isMixed);
	return [...locatorsFor(shown, true), ...locatorsFor(shown, false)];
});

export const watched: INodeProperties[] = [...watch, ...locators];
