import { randomUUID } from 'node:crypto';
import type { IDataObject, INodeParameters, ResourceMapperField } from 'n8n-workflow';
import { beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../sandbox/json.mts';
import { credentialsFor, requestsOf } from '../connectWise.mts';
import { runResourceMapping } from '../harness.mts';
import { withSandbox } from '../servers.mts';

const { sandbox } = await withSandbox({ size: 40 });
/** Forms keep what they read for some minutes: another Client ID begins anew. */
let clientId: string;

beforeEach(() => {
	clientId = randomUUID();
});

const HELP_DESK = 'Help Desk Example';
const boards = () => sandbox.store('service/boards');
const idOfBoard = (wanted: string) =>
	Number(
		boards()
			.all()
			.find(({ name }) => name === wanted)?.id,
	);

interface Form {
	readonly options?: IDataObject;
	readonly items?: IDataObject;
	readonly hasCredential?: boolean;
}

async function formOf(
	method: string,
	operationId: string,
	{ options = {}, items = {}, hasCredential = true }: Form = {},
): Promise<ResourceMapperField[]> {
	const parameters = {
		operation: 'mutate',
		operationId: { __rl: true, mode: 'id', value: operationId },
		options: { mappingMode: 'defineBelow', value: options },
		items: { mappingMode: 'defineBelow', value: items },
	} as unknown as INodeParameters;
	const { fields } = await runResourceMapping(method, {
		parameters,
		...(hasCredential && { credentials: credentialsFor(sandbox.url, { clientId }) }),
		path: 'parameters.items',
	});
	return fields;
}

const ticketForm = async (items: IDataObject = {}, more: Form = {}) =>
	await formOf('getItemFields', 'postServiceTickets', { ...more, items });

function fieldOf(fields: readonly ResourceMapperField[], id: string): ResourceMapperField {
	const field = fields.find((one) => one.id === id);
	if (!field) throw new Error(`The form has no field ${id}`);
	return field;
}

const namesOf = (fields: readonly ResourceMapperField[], id: string) =>
	fieldOf(fields, id).options?.map(({ name }) => name);

const insertMany = (path: string, count: number, make: (index: number) => JsonObject) => {
	for (let index = 0; index < count; index++) {
		sandbox.store(path).insert(make(index));
	}
};

describe('the form of a new ticket', () => {
	it('has the tenant’s own boards, priorities and members as drop-downs, one request a list', async () => {
		const fields = await ticketForm();
		expect(fieldOf(fields, 'board')).toMatchObject({ displayName: 'Board', type: 'options' });
		expect(fieldOf(fields, 'board').options).toContainEqual({
			name: HELP_DESK,
			value: idOfBoard(HELP_DESK),
		});
		expect(namesOf(fields, 'priority')).toContain('Priority 3 - Normal');
		expect(fieldOf(fields, 'owner').type).toBe('options');
		const requests = requestsOf(sandbox);
		expect(new Set(requests).size).toBe(requests.length);
		expect(requests).toContain('GET /service/info/boards');
	});

	it('asks for nothing again when it is opened again soon', async () => {
		await ticketForm();
		const count = requestsOf(sandbox).length;
		const fields = await ticketForm();
		expect(namesOf(fields, 'board')).toContain(HELP_DESK);
		expect(requestsOf(sandbox)).toHaveLength(count);
	});

	it.each([
		['id', () => idOfBoard(HELP_DESK)],
		['id as text', () => String(idOfBoard(HELP_DESK))],
		['name', () => ` ${HELP_DESK.toUpperCase()}`],
	])('has the statuses of the board that is given by %s, and of no other', async (_, board) => {
		const fields = await ticketForm({ board: board() });
		expect(namesOf(fields, 'status')).toContain('Waiting for Client');
		expect(fieldOf(fields, 'status').options).toHaveLength(6);
		expect(namesOf(fields, 'type')).toEqual(['Incident', 'Question', 'Request']);
		expect(namesOf(fields, 'team')).toEqual(['First Line', 'Second Line']);
	});

	it.each([[{}], [{ board: '={{ $json.board }}' }], [{ board: 'No Such Board' }]])(
		'says to choose the board first where the form holds %j',
		async (items) => {
			const status = fieldOf(await ticketForm(items), 'status');
			expect(status).toMatchObject({
				displayName: 'Status (Board first)',
				type: 'string',
			});
		},
	);

	it('leaves out what is inactive', async () => {
		boards().insert({ name: 'Retired Board', inactiveFlag: true });
		boards().insert({ name: 'Fresh Board', inactiveFlag: false });
		const names = namesOf(await ticketForm(), 'board');
		expect(names).toContain('Fresh Board');
		expect(names).not.toContain('Retired Board');
	});

	it('keeps a saved value that the list does not have, and says so', async () => {
		const field = fieldOf(await ticketForm({ board: 4711 }), 'board');
		expect(field.options?.[0]).toEqual({ name: '4711 (not in the list)', value: 4711 });
	});

	it('knows a saved value whichever way it names its record', async () => {
		for (const board of [HELP_DESK, String(idOfBoard(HELP_DESK))]) {
			const options = fieldOf(await ticketForm({ board }), 'board').options;
			expect(options).toContainEqual({ name: HELP_DESK, value: board });
			expect(options).toHaveLength(boards().all().length);
		}
	});

	it('takes an expression as it is', async () => {
		const field = fieldOf(await ticketForm({ board: '={{ $json.board }}' }), 'board');
		expect(field.options).toHaveLength(boards().all().length);
	});

	it('shows 30 boards and the 300 statuses of one of them by search only', async () => {
		insertMany('service/boards', 30, (index) => ({ name: `Board ${index}`, inactiveFlag: false }));
		const id = idOfBoard(HELP_DESK);
		insertMany(`service/boards/${id}/statuses`, 300, (index) => ({
			name: `Status ${index}`,
			inactive: false,
		}));
		const fields = await ticketForm({ board: id });
		expect(fieldOf(fields, 'board').options?.length).toBeGreaterThan(30);
		expect(fieldOf(fields, 'status')).toMatchObject({
			displayName: 'Status (many: see Look Up)',
			type: 'string',
		});
	});

	it('leaves 2,000 members to the search', async () => {
		insertMany('system/members', 2_000, (index) => ({
			identifier: `member${index}`,
			firstName: 'Sample',
			lastName: `Member ${index}`,
			inactiveFlag: false,
		}));
		expect(fieldOf(await ticketForm(), 'owner').displayName).toBe('Owner (many: see Look Up)');
	});
});

describe('the form of an update', () => {
	const updateForm = async (id: unknown, items: IDataObject = {}) =>
		await formOf('getItemFields', 'patchServiceTicketsById', {
			options: { id } as IDataObject,
			items,
		});
	const ticket = () => sandbox.store('service/tickets').all()[0] ?? {};
	const boardOf = (record: JsonObject) => (record.board as JsonObject).id;

	it('has the statuses of the board that the ticket is on', async () => {
		const statuses = sandbox.store(`service/boards/${String(boardOf(ticket()))}/statuses`).all();
		for (const id of [ticket().id, String(ticket().id)]) {
			const options = fieldOf(await updateForm(id), 'status').options ?? [];
			expect(options.map(({ value }) => value).sort()).toEqual(
				statuses.map((one) => one.id).sort(),
			);
		}
	});

	it('has those of the board that the ticket is moved to', async () => {
		const other = boards()
			.all()
			.find(({ id }) => id !== boardOf(ticket()));
		const fields = await updateForm(ticket().id, { board: Number(other?.id) });
		const statuses = sandbox.store(`service/boards/${String(other?.id)}/statuses`).all();
		expect(fieldOf(fields, 'status').options?.map(({ value }) => value)).toEqual(
			expect.arrayContaining(statuses.map((one) => one.id)),
		);
	});

	it.each([['={{ $json.id }}'], [''], [999_999]])('asks for the board with %j', async (id) => {
		expect(fieldOf(await updateForm(id), 'status').displayName).toBe('Status (Board first)');
	});
});

describe('a list that cannot be had', () => {
	it.each([
		[{ kind: 'status', status: 403 }, 'Board (no rights to list)'],
		[{ kind: 'status', status: 401 }, 'Board (no rights to list)'],
		[{ kind: 'status', status: 404 }, 'Board (list not available)'],
		[{ kind: 'gateway', status: 503 }, 'Board (list not available)'],
		[{ kind: 'reset', when: 'before' }, 'Board (list not available)'],
		[{ kind: 'status', status: 200, body: '{"odd":true}' }, 'Board (list not available)'],
		[{ kind: 'contentType', contentType: 'text/html' }, undefined],
		[{ kind: 'truncate' }, 'Board (list not available)'],
	] as const)('for %j leaves a plain field: %s', async (action, label) => {
		sandbox.faults.add({ action, path: '/service/info/boards' });
		const fields = await ticketForm();
		expect(fieldOf(fields, 'board')).toMatchObject(
			label ? { displayName: label, type: 'string' } : { displayName: 'Board', type: 'options' },
		);
		expect(fieldOf(fields, 'priority').type).toBe('options');
	});

	it('does not hold up the others for long when its server never answers', async () => {
		sandbox.faults.add({ action: { kind: 'hang' }, path: '/service/info/boards' });
		const fields = await ticketForm();
		expect(fieldOf(fields, 'board').displayName).toBe('Board (list came too late)');
		expect(fieldOf(fields, 'priority').type).toBe('options');
	});

	it('leaves the whole form without a credential, and sends nothing', async () => {
		const fields = await ticketForm({}, { hasCredential: false });
		expect(fieldOf(fields, 'board')).toMatchObject({
			displayName: 'Board (no credential)',
			type: 'string',
		});
		expect(fieldOf(fields, 'summary').displayName).toBe('Summary');
		expect(requestsOf(sandbox)).toEqual([]);
	});
});

describe('the ids of Options', () => {
	it('are drop-downs where they name a record of a small list', async () => {
		const board = idOfBoard(HELP_DESK);
		const fields = await formOf('getOptionFields', 'getServiceBoardsByParentIdStatusesById', {
			options: { parentId: board },
		});
		expect(fieldOf(fields, 'parentId')).toMatchObject({ displayName: 'Board ID', type: 'options' });
		expect(namesOf(fields, 'id')).toContain('In Progress');
	});

	it('ask for the record above first', async () => {
		const fields = await formOf('getOptionFields', 'getServiceBoardsByParentIdStatusesById');
		expect(fieldOf(fields, 'id').displayName).toBe('Status ID (Board first)');
	});

	it('stay numbers where the list is big, and nothing is asked', async () => {
		const fields = await formOf('getOptionFields', 'getServiceTicketsById');
		expect(fieldOf(fields, 'id')).toMatchObject({ displayName: 'Ticket ID', type: 'number' });
		expect(requestsOf(sandbox)).toEqual([]);
	});
});

describe('the custom fields of the tenant', () => {
	const custom = (fields: readonly ResourceMapperField[]) =>
		fields
			.filter(({ id }) => id.startsWith('customFields.'))
			.map(({ id, displayName, type, options }) => [
				id,
				displayName,
				type,
				...(options ? [options.map(({ value }) => value)] : []),
			]);

	it.each(['postServiceTickets', 'patchServiceTicketsById'])(
		'are fields of the form of %s, by caption, each of its own type',
		async (operationId) => {
			expect(custom(await formOf('getItemFields', operationId))).toEqual([
				['customFields.3', 'Change Number', 'string'],
				['customFields.4', 'Risk', 'options', ['Low', 'Medium', 'High']],
				['customFields.7', 'Remote Minutes', 'number'],
				['customFields.12', 'Escalated', 'boolean'],
			]);
		},
	);

	it('of companies take a date', async () => {
		const fields = await formOf('getItemFields', 'postCompanyCompanies');
		expect(custom(fields)).toContainEqual(['customFields.16', 'Review Date', 'dateTime']);
	});

	it('keep a saved choice that the field no longer has', async () => {
		const fields = await ticketForm({ 'customFields.4': 'Extreme' });
		expect(fieldOf(fields, 'customFields.4').options?.[0]).toEqual({
			name: 'Extreme (not in the list)',
			value: 'Extreme',
		});
	});

	it('are text where their choices may not be read', async () => {
		sandbox.faults.add({
			action: { kind: 'status', status: 403 },
			path: '/system/userDefinedFields',
		});
		expect(custom(await ticketForm())).toContainEqual(['customFields.4', 'Risk', 'string']);
	});

	it.each([
		[{ kind: 'status', status: 403 }],
		[{ kind: 'status', status: 200, body: '[]' }],
		[{ kind: 'status', status: 200, body: '[{"customFields":[null,5,{"id":"x"},{"id":1}]}]' }],
	] as const)('are given as one object where %j shows none', async (action) => {
		sandbox.faults.add({ action, path: '/service/tickets' });
		const fields = await ticketForm();
		expect(custom(fields)).toEqual([]);
		expect(fieldOf(fields, 'customFields').type).toBe('object');
	});

	it('are none of records without them', async () => {
		expect(custom(await formOf('getItemFields', 'postServiceTicketsByParentIdNotes'))).toEqual([]);
	});
});
