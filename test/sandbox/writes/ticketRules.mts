import { isJsonObject, memberOf, valueAtPath } from '../json.mts';
import type { JsonObject } from '../json.mts';
import { referenceTo } from '../records/references.mts';
import { EVERYTHING } from '../records/store.mts';
import type { RecordRules, WriteContext } from './rules.mts';
import { missingField } from './rules.mts';
import { targetOf } from './resolve.mts';

const INITIAL_NOTES = [
	['initialDescription', 'detailDescriptionFlag'],
	['initialInternalAnalysis', 'internalAnalysisFlag'],
	['initialResolution', 'resolutionFlag'],
] as const;

/** A reference to the first record of a collection that passes the test. */
function firstReference(
	{ request }: WriteContext,
	schema: string,
	path: string,
	isWanted: (record: JsonObject) => boolean,
): JsonObject | undefined {
	const { stores, catalogue, rootUrl } = request.world;
	const store = stores.get(path);
	const id = store.select(EVERYTHING, 0, 200).find((each) => isWanted(store.get(each) ?? {}));
	const target = id === undefined ? undefined : targetOf(store, id);
	return target && referenceTo(rootUrl, schema, catalogue.fieldsOf(schema), target);
}

const isDefault = (record: JsonObject): boolean => record['defaultFlag'] === true;
const isFirst = (): boolean => true;

/** Status and the like belong to one board: a new board brings its own defaults. */
function fillFromBoard(record: JsonObject, context: WriteContext): void {
	const board = valueAtPath(record, ['board', 'id']);
	const hasMoved = board !== valueAtPath(context.before, ['board', 'id']);
	if (hasMoved && context.before) {
		for (const name of ['status', 'type', 'subType', 'item', 'team']) {
			if (!(name in context.given)) delete record[name];
		}
	}
	const path = `service/boards/${String(board)}`;
	record['status'] ??=
		firstReference(context, 'ServiceStatusReference', `${path}/statuses`, isDefault) ?? null;
	record['team'] ??=
		firstReference(context, 'ServiceTeamReference', `${path}/teams`, isDefault) ?? null;
}

function setClosed(record: JsonObject, { request, before }: WriteContext): void {
	const board = valueAtPath(record, ['board', 'id']);
	const status = request.world.stores
		.get(`service/boards/${String(board)}/statuses`)
		.get(Number(valueAtPath(record, ['status', 'id'])));
	const isClosed = status?.['closedStatus'] === true;
	if (isClosed && before?.['closedFlag'] !== true) {
		record['closedDate'] = `${new Date().toISOString().slice(0, 19)}Z`;
		record['closedBy'] = request.caller.identifier;
	}
	if (!isClosed) {
		delete record['closedDate'];
		delete record['closedBy'];
	}
	record['closedFlag'] = isClosed;
}

function fillFromCompany(record: JsonObject, context: WriteContext): void {
	const { stores } = context.request.world;
	const company = stores
		.get('company/companies')
		.get(Number(valueAtPath(record, ['company', 'id'])));
	if (!company || context.before) return;
	const contact = record['contact'] ?? company['defaultContact'];
	record['site'] ??= company['site'] ?? null;
	if (!isJsonObject(contact)) return;
	record['contact'] ??= contact;
	record['contactName'] ??= memberOf(contact, 'name') ?? null;
}

const SERVER_OFFSET_MS = -5 * 3_600_000;

/** These two are days to the server: what is sent of their time is lost. */
function dropTimes(record: JsonObject, { request }: WriteContext): void {
	const isServerDay = request.world.switches.get('dateOnlyDay') === 'server';
	for (const name of ['estimatedStartDate', 'requiredDate']) {
		const at = Date.parse(String(record[name]));
		if (Number.isNaN(at)) continue;
		const day = new Date(at + (isServerDay ? SERVER_OFFSET_MS : 0)).toISOString().slice(0, 10);
		record[name] = `${day}T00:00:00Z`;
	}
}

function writeInitialNotes(ticket: JsonObject, context: WriteContext, module: string): void {
	const { stores } = context.request.world;
	const notes = stores.get(`${module}/tickets/${String(ticket['id'])}/notes`);
	for (const [member, flag] of INITIAL_NOTES) {
		const text = context.given[member];
		if (typeof text !== 'string' || text === '') continue;
		notes.insert({
			ticketId: ticket['id'] ?? 0,
			text,
			detailDescriptionFlag: false,
			internalAnalysisFlag: false,
			resolutionFlag: false,
			[flag]: true,
			dateCreated: `${new Date().toISOString().slice(0, 19)}Z`,
			createdBy: context.request.caller.identifier,
		});
	}
}

function prepareProjectTicket(record: JsonObject, context: WriteContext): void {
	const { stores } = context.request.world;
	const project = stores
		.get('project/projects')
		.get(Number(valueAtPath(record, ['project', 'id'])));
	if (!project) return;
	for (const name of ['company', 'board'] as const) {
		const value = project[name];
		if (value !== undefined) record[name] ??= value;
	}
}

export function ticketRules(recordType: 'ServiceTicket' | 'ProjectTicket'): RecordRules {
	const isProject = recordType === 'ProjectTicket';
	return {
		optional: isProject ? ['phase'] : [],
		prepare: (record, context) => {
			if (isProject) prepareProjectTicket(record, context);
			const isOwnBoard = (board: JsonObject) => board['projectFlag'] === isProject;
			record['board'] ??=
				firstReference(context, 'BoardReference', 'service/boards', isOwnBoard) ?? null;
		},
		check: (record) =>
			isProject && !record['phase'] && !record['project'] ? [missingField('phase/id')] : [],
		complete: (record, context) => {
			fillFromBoard(record, context);
			fillFromCompany(record, context);
			record['priority'] ??=
				firstReference(context, 'PriorityReference', 'service/priorities', isDefault) ?? null;
			record['source'] ??=
				firstReference(context, 'ServiceSourceReference', 'service/sources', isDefault) ?? null;
			record['serviceLocation'] ??=
				firstReference(context, 'ServiceLocationReference', 'service/locations', isFirst) ?? null;
			record['severity'] ??= 'Medium';
			record['impact'] ??= 'Medium';
			record['recordType'] = recordType;
			dropTimes(record, context);
			setClosed(record, context);
		},
		afterCreate: (record, context) =>
			writeInitialNotes(record, context, isProject ? 'project' : 'service'),
	};
}
