import type { JsonObject } from '../json.mts';
import type { Builder } from './builder.mts';
import { at } from './builder.mts';

export interface BoardSet {
	readonly board: JsonObject;
	readonly statuses: readonly JsonObject[];
	readonly types: readonly JsonObject[];
	readonly subTypes: readonly JsonObject[];
	readonly items: readonly JsonObject[];
	readonly teams: readonly JsonObject[];
}

const BOARDS = [
	{ name: 'Help Desk Example', types: ['Incident', 'Request', 'Question'] },
	{ name: 'Network Operations Example', types: ['Alert', 'Maintenance'] },
	{ name: 'Field Service Example', types: ['Installation', 'Repair'] },
	{ name: 'Projects Example', types: ['Task', 'Milestone'], isProject: true },
] as const;

const STATUSES = ['New', 'Assigned', 'In Progress', 'Waiting for Client', 'Completed', 'Closed'];
const CLOSED = new Set(['Completed', 'Closed']);
const SUB_TYPES = ['Hardware', 'Software', 'Account', 'Connectivity'];
const ITEMS = ['Laptop', 'Printer', 'Mailbox', 'Firewall'];
const TEAMS = ['First Line', 'Second Line'];

/** The boards with what belongs to each: ids of statuses, types and teams occur on one board only. */
export function buildBoards(
	builder: Builder,
	setup: ReadonlyMap<string, JsonObject[]>,
): BoardSet[] {
	const location = at(setup.get('system/locations') ?? [], 0);
	const department = at(setup.get('system/departments') ?? [], 0);
	const boards = builder.table(
		'boards',
		BOARDS.map(({ name }) => name),
		(index) => ({
			location: builder.ref('SystemLocationReference', 'system/locations', location),
			department: builder.ref('SystemDepartmentReference', 'system/departments', department),
			inactiveFlag: false,
			projectFlag: 'isProject' in at(BOARDS, index),
			showDependenciesFlag: false,
		}),
	);
	return boards.map((board, index) => buildBoard(builder, board, at(BOARDS, index).types, index));
}

function buildBoard(
	builder: Builder,
	board: JsonObject,
	typeNames: readonly string[],
	index: number,
): BoardSet {
	const owner = builder.ref('BoardReference', 'service/boards', board);
	const first = 100 * (index + 1);
	const table = (kind: string, names: readonly string[], more: (at: number) => JsonObject) =>
		builder
			.table(`${kind}${index}`, names, (at) => ({ board: owner, ...more(at) }))
			.map((record): JsonObject => ({ ...record, id: first + Number(record['id']) }));
	const types = table('types', typeNames, (place) => ({
		defaultFlag: place === 0,
		inactiveFlag: false,
	}));
	const typeIds = types.map(({ id }) => id ?? 0);
	return {
		board,
		types,
		statuses: table('statuses', STATUSES, (place) => ({
			sortOrder: place * 10,
			displayOnBoard: true,
			inactive: false,
			closedStatus: CLOSED.has(STATUSES[place] ?? ''),
			timeEntryNotAllowed: false,
			defaultFlag: place === 0,
			escalationStatus: place === 0 ? 'NotResponded' : 'InProgress',
		})),
		subTypes: table('subTypes', SUB_TYPES, () => ({
			inactiveFlag: false,
			typeAssociationIds: typeIds,
		})),
		items: table('items', ITEMS, () => ({ inactiveFlag: false })),
		teams: table('teams', TEAMS, (place) => ({ defaultFlag: place === 0, members: [] })),
	};
}
