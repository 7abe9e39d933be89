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
		description:
			'Whether to watch all such records or those of one board, status, company and so on',
		displayOptions: { show: { event: [type] } },
	}),
);

/** Named by id, and where ConnectWise has a list of them, chosen from it. */
const whichOne = (level: string, types: readonly string[], hasList: boolean): INodeProperties => ({
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
	displayOptions: { show: { event: [...types], watch: [level] } },
});

/** Types that have the level, by whether its ids can be chosen from a list. */
function locatorsOf(level: string): INodeProperties[] {
	const withLevel = RECORD_TYPES.flatMap(({ type, levels }) =>
		levels.filter((known) => known.level === level).map(({ list }) => ({ type, list })),
	);
	const listed = withLevel.filter(({ list }) => list !== undefined).map(({ type }) => type);
	const unlisted = withLevel.filter(({ list }) => list === undefined).map(({ type }) => type);
	return [
		...(listed.length > 0 ? [whichOne(level, listed, true)] : []),
		...(unlisted.length > 0 ? [whichOne(level, unlisted, false)] : []),
	];
}

const levels = new Set(
	RECORD_TYPES.flatMap((type) => type.levels.map(({ level }) => level)).filter(
		(level) => level !== EVERYTHING,
	),
);

export const watched: INodeProperties[] = [...watch, ...[...levels].flatMap(locatorsOf)];
