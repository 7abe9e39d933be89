import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { clientOf, recordOf, recordsOf } from '../client.mts';
import type { Client, Response } from '../client.mts';
import type { Json, JsonObject } from '../json.mts';
import { startSandbox } from '../sandbox.mts';
import type { Sandbox } from '../sandbox.mts';
import { positionOf } from './position.mts';

let sandbox: Sandbox;
let call: Client;

beforeAll(async () => {
	sandbox = await startSandbox({ size: 200 });
	call = clientOf(sandbox.apiRoot);
});
afterEach(() => sandbox.reset());
afterAll(() => sandbox.close());

const refusal = (answer: Response): Json => {
	const { errors = [] } = recordOf(answer);
	return [
		answer.status,
		...(Array.isArray(errors) ? errors : []).map((entry) => {
			const { code, message, field } = entry as JsonObject;
			return [code, message, field];
		}),
	] as Json;
};

const createTicket = async (more: JsonObject = {}): Promise<JsonObject> =>
	recordOf(
		await call('POST', '/service/tickets', {
			body: { summary: 'Sample', company: { id: 2 }, ...more },
		}),
	);

const patch = (id: Json | undefined, ...body: JsonObject[]) =>
	call('PATCH', `/service/tickets/${String(id)}`, { body });

describe('POST', () => {
	it('answers 201 with the whole record, defaults filled in', async () => {
		const answer = await call('POST', '/service/tickets', {
			body: { summary: 'Sample', company: { identifier: 'AlderBakery2' } },
		});
		expect(answer.status).toBe(201);
		expect(recordOf(answer)).toMatchObject({
			company: { id: 2, identifier: 'AlderBakery2' },
			board: { name: 'Help Desk Example' },
			status: { name: 'New' },
			priority: { name: 'Priority 3 - Normal' },
			closedFlag: false,
			recordType: 'ServiceTicket',
			_info: { enteredBy: 'apimember' },
		});
	});

	it('turns initial texts into notes and does not give them back', async () => {
		const ticket = await createTicket({ initialDescription: 'First', initialResolution: 'Last' });
		expect(ticket).not.toHaveProperty('initialDescription');
		const notes = recordsOf(await call('GET', `/service/tickets/${String(ticket['id'])}/notes`));
		expect(notes.map(({ text }) => text)).toEqual(['First', 'Last']);
		expect(notes[1]).toMatchObject({ resolutionFlag: true, detailDescriptionFlag: false });
	});

	it.each<[string, string, JsonObject, Json]>([
		[
			'a missing field',
			'/company/contacts',
			{},
			[400, ['MissingRequiredField', 'The firstName field is required.', 'firstName']],
		],
		[
			'a missing reference',
			'/sales/activities',
			{ name: 'x' },
			[400, ['MissingRequiredField', 'The assignTo/id field is required.', 'assignTo/id']],
		],
		[
			'a long text',
			'/service/tickets',
			{ summary: 'x'.repeat(101), company: { id: 2 } },
			[
				400,
				[
					'MaxLengthField',
					'The field summary must be a string with a maximum length of 100.',
					'summary',
				],
			],
		],
		[
			'an unknown record',
			'/service/tickets',
			{ summary: 'x', company: { id: 99999 } },
			[400, ['NotFound', 'company 99999 not found', 'company/id']],
		],
		[
			'a taken identifier',
			'/company/companies',
			{ identifier: 'alderbakery2', name: 'x' },
			[400, ['ObjectExists', 'A company with this identifier already exists', 'identifier']],
		],
		[
			'a note without a place',
			'/service/tickets/1002/notes',
			{ text: 'x' },
			[
				400,
				[
					'ServiceNote',
					'Please choose where to display the notes in order to save this record.',
					'detailDescriptionFlag, internalAnalysisFlag, resolutionFlag',
				],
			],
		],
	])('refuses %s', async (_name, path, body, expected) => {
		expect(refusal(await call('POST', path, { body }))).toEqual(expected);
	});

	it('refuses a status of another board', async () => {
		const boards = recordsOf(await call('GET', '/service/boards'));
		const [own, other] = boards.map(({ id }) => Number(id));
		const [status] = recordsOf(await call('GET', `/service/boards/${other}/statuses`));
		const body = {
			summary: 'x',
			company: { id: 2 },
			board: { id: own ?? 0 },
			status: { id: status?.['id'] ?? 0 },
		};
		expect(refusal(await call('POST', '/service/tickets', { body }))).toEqual([
			400,
			[
				'NotFound',
				`Service Status ${String(status?.['id'])} not found for Service Board ${own}`,
				'status/id',
			],
		]);
	});

	it('refuses names it does not know, with the place', async () => {
		const answer = await call('POST', '/service/tickets/search', {
			body: { conditions: 'id=1', page: 2 },
		});
		expect([answer.status, recordOf(answer)['message']]).toEqual([
			400,
			"Could not find member 'page' on object of type 'FilterValues'. Path 'page', line 1, position 28.Check your accept header to make sure you are using the correct version.",
		]);
	});

	it('answers a wrong type with 500 and a wrong date with 400', async () => {
		const wrong = await call('POST', '/service/tickets', { body: { board: { id: 'x' } } });
		expect([wrong.status, recordOf(wrong)['message']]).toEqual([
			500,
			"Error converting value \"x\" to type 'System.Int32'. Path 'board.id', line 1, position 18.",
		]);
		const date = await call('POST', '/time/entries', {
			body: { timeStart: '2026-01-01T08:00:00.000Z' },
		});
		expect(date.status).toBe(400);
		expect(recordOf(date)).toMatchObject({
			code: 'UnsupportedFormat',
			message: 'Unsupported format applied to timeStart',
		});
	});
});

describe('PATCH', () => {
	it('takes paths with and without a slash, names and whole references', async () => {
		const { id } = await createTicket();
		const answer = await patch(
			id,
			{ op: 'replace', path: 'summary', value: 'One' },
			{ op: 'replace', path: '/status', value: { name: 'Closed' } },
		);
		expect([answer.status, recordOf(answer)['summary'], recordOf(answer)['closedFlag']]).toEqual([
			200,
			'One',
			true,
		]);
	});

	it('refuses an object, an unknown path and another operation', async () => {
		const { id } = await createTicket();
		expect(
			(await call('PATCH', `/service/tickets/${String(id)}`, { body: { summary: 'x' } })).status,
		).toBe(400);
		expect((await patch(id, { op: 'replace', path: 'Summary', value: 'x' })).status).toBe(400);
		expect((await patch(id, { op: 'test', path: 'summary', value: 'x' })).status).toBe(400);
	});

	it('removes what remove names', async () => {
		const { id } = await createTicket();
		expect(recordOf(await patch(id, { op: 'remove', path: 'contact' }))).not.toHaveProperty(
			'contact',
		);
	});

	it('changes arrays by index', async () => {
		const before = recordOf(await call('GET', '/company/contacts/11'));
		const body: JsonObject[] = [
			{ op: 'replace', path: '/communicationItems/0/value', value: 'new@example.com' },
			{ op: 'remove', path: '/communicationItems/1' },
		];
		const after = recordOf(await call('PATCH', '/company/contacts/11', { body }));
		expect(before['communicationItems']).toHaveLength(2);
		expect(after['communicationItems']).toMatchObject([{ value: 'new@example.com' }]);
	});

	it.each([
		['idOnly', 'status/id', 'Closed'],
		['idOnly', '/status/id', 'Closed'],
		['idOnly', 'status/name', 'New'],
		['applied', 'status/id', 'Closed'],
		['applied', 'status/name', 'Closed'],
		['ignored', 'status/id', 'New'],
		['ignored', 'status/name', 'New'],
	] as const)('answers 200 where sub-paths are %s: after %s it is %s', async (mode, path, name) => {
		sandbox.switches.set('patchSubPath', mode);
		const { id, board } = await createTicket();
		const boardId = Number((board as JsonObject)['id']);
		const statuses = recordsOf(await call('GET', `/service/boards/${boardId}/statuses`));
		const closed = statuses.find((status) => status['name'] === 'Closed') ?? {};
		const value = closed[path.endsWith('id') ? 'id' : 'name'] ?? null;
		const answer = await patch(id, { op: 'replace', path, value });
		expect([answer.status, recordOf(answer)['status']]).toMatchObject([200, { name }]);
	});

	it.each([
		['utc', '2026-01-31T03:30:00Z', '2026-01-31T00:00:00Z'],
		['server', '2026-01-31T03:30:00Z', '2026-01-30T00:00:00Z'],
		['server', '2026-01-31T09:30:00Z', '2026-01-31T00:00:00Z'],
	] as const)('keeps the %s day of date-only fields: of %s, %s', async (mode, sent, kept) => {
		sandbox.switches.set('dateOnlyDay', mode);
		const made = await createTicket({ estimatedStartDate: sent, requiredDate: sent });
		expect(made).toMatchObject({ estimatedStartDate: kept, requiredDate: kept });
		const changed = await patch(made['id'], { op: 'replace', path: 'requiredDate', value: sent });
		expect(recordOf(changed)).toMatchObject({ requiredDate: kept });
	});

	it('keeps custom fields that are left out, or clears them', async () => {
		const { id } = await createTicket();
		const write = (field: number, value: Json) =>
			patch(id, { op: 'replace', path: 'customFields', value: [{ id: field, value }] });
		await write(3, 'A');
		const valuesOf = (answer: Response) =>
			Object.fromEntries(
				(recordOf(answer)['customFields'] as JsonObject[]).map((field) => [
					field['id'],
					field['value'],
				]),
			);
		expect(valuesOf(await write(7, 5))).toMatchObject({ 3: 'A', 7: 5 });
		sandbox.switches.set('omittedCustomFields', 'cleared');
		expect(valuesOf(await write(7, 6))).toMatchObject({ 3: null, 7: 6 });
		sandbox.switches.set('patchNeedsCustomFields', true);
		expect((await patch(id, { op: 'replace', path: 'summary', value: 'x' })).status).toBe(400);
	});
});

describe('PUT and DELETE', () => {
	it('replace the whole record', async () => {
		const { id } = await createTicket({ poNumber: 'SAMPLE-1' });
		const body = { summary: 'Other', company: { id: 2 }, severity: 'Low', impact: 'Low' };
		const answer = await call('PUT', `/service/tickets/${String(id)}`, { body });
		expect(answer.status).toBe(200);
		expect(recordOf(answer)).not.toHaveProperty('poNumber');
	});

	it('answer 204 without a body, then 404', async () => {
		const { id } = await createTicket();
		const answer = await call('DELETE', `/service/tickets/${String(id)}`);
		expect([answer.status, answer.text]).toEqual([204, '']);
		expect(recordOf(await call('DELETE', `/service/tickets/${String(id)}`))).toEqual({
			code: 'NotFound',
			message: `Service Ticket ${String(id)} not found`,
		});
	});

	it('refuse records in use', async () => {
		expect((await call('DELETE', '/company/companies/2')).status).toBe(409);
		sandbox.switches.set('deleteInUse', 400);
		expect((await call('DELETE', '/company/companies/2')).status).toBe(400);
	});

	it('answer 207 with a result for each element in bulk', async () => {
		const body: JsonObject[] = [
			{ name: 'A', type: { id: 2 }, company: { id: 2 } },
			{ name: 'B', type: { id: 99999 } },
		];
		const answer = await call('POST', '/company/configurations/bulk', { body });
		expect(answer.status).toBe(207);
		expect(recordOf(answer)['payload']).toMatchObject([
			{ success: true, statusCode: 201 },
			{ success: false, statusCode: 400 },
		]);
	});
});

describe('projects and actions', () => {
	it('project tickets want a phase or project and take its company', async () => {
		expect(
			refusal(
				await call('POST', '/project/tickets', { body: { summary: 'x', company: { id: 2 } } }),
			),
		).toEqual([400, ['MissingRequiredField', 'The phase/id field is required.', 'phase/id']]);
		const [project = {}] = recordsOf(
			await call('GET', '/project/projects', { query: { pageSize: 1 } }),
		);
		const answer = await call('POST', '/project/tickets', {
			body: { summary: 'x', project: { id: project['id'] ?? 0 } },
		});
		expect([answer.status, recordOf(answer)['recordType']]).toEqual([201, 'ProjectTicket']);
	});

	it('project tickets are not found among service tickets, unless switched so', async () => {
		const query = { pageSize: 1, fields: 'id' };
		const [ticket = {}] = recordsOf(await call('GET', '/project/tickets', { query }));
		const path = `/service/tickets/${String(ticket['id'])}`;
		expect((await call('GET', path)).status).toBe(404);
		sandbox.switches.set('wrongTicketEndpoint', 'record');
		expect(recordOf(await call('GET', path))['recordType']).toBe('ProjectTicket');
	});

	it.each([
		['/sales/orders/%s/convertToAgreement', 201],
		['/sales/orders/%s/convertToProject', 201],
		['/sales/orders/%s/convertToServiceTicket', 200],
		['/sales/opportunities/%s/convertToSalesOrder', 201],
	])('%s answers %i with another record', async (template, status) => {
		const collection = template.slice(0, template.indexOf('/%s'));
		const [record] = recordsOf(await call('GET', collection, { query: { pageSize: 1 } }));
		const path = template.replace('%s', String(record?.['id']));
		const answer = await call('POST', path, status === 200 ? {} : { body: {} });
		expect(answer.status).toBe(status);
		expect(recordOf(answer)['id']).toEqual(expect.any(Number));
	});

	it('custom fields and their definitions have what servers of today send', async () => {
		const [definition] = recordsOf(await call('GET', '/system/userDefinedFields'));
		expect(definition).toMatchObject({
			podDescription: 'Service Overview',
			screenDescription: 'Service',
			businessUnitIds: [],
			locationIds: [],
			displayScreenInASIO: false,
		});
		const { customFields } = await createTicket();
		expect((customFields as JsonObject[])[1]).toMatchObject({
			id: 4,
			rowNum: 2,
			userDefinedFieldRecId: 4,
			podId: 'service_overview',
			connectWiseId: expect.stringMatching(/^[\da-f-]{36}$/),
		});
	});

	it('actions answer with the record they act on', async () => {
		const merged = await call('POST', '/service/tickets/1002/merge', {
			body: { mergeTicketIds: [1003], status: { id: 1 } },
		});
		expect(merged.status).toBe(200);
		const rejected = await call('POST', '/time/entries/41/reject');
		expect([rejected.status, rejected.text]).toEqual([204, '']);
	});

	it('bundles run several reads in one call', async () => {
		const requests = [
			{ sequenceNumber: 1, resourceType: 'ticket', version: '2025.16', apiRequest: { id: 1002 } },
			{ sequenceNumber: 2, resourceType: 'ticket', version: '2025.16', apiRequest: { id: 9 } },
		];
		const answer = await call('POST', '/system/bundles', { body: { requests } });
		expect(answer.status).toBe(200);
		expect(recordOf(answer)['results']).toMatchObject([
			{ sequenceNumber: 1, success: true, entities: [{ id: 1002 }] },
			{ sequenceNumber: 2, success: false, statusCode: 404 },
		]);
	});

	it('reports give columns and rows', async () => {
		const query = { columns: 'id,summary', pageSize: 2 };
		const report = recordOf(await call('GET', '/system/reports/Service', { query }));
		expect(report['column_definitions']).toEqual([
			{ id: { type: 'Numeric', isNullable: false } },
			{ summary: { type: 'Text', isNullable: true } },
		]);
		expect(report['row_values']).toMatchObject([
			[1002, expect.any(String)],
			[expect.any(Number), expect.any(String)],
		]);
	});
});

describe('the place of a value in a body', () => {
	it.each([
		['{"a":1}', ['a'], 'name', 1, 5],
		['{ "x": [1, {"b" : "}\\""}] }', ['x', 1, 'b'], 'value', 1, 23],
		['{\n "a": 1,\n "b": "x"\n}', ['b'], 'value', 3, 9],
	] as const)('%s %j', (text, path, part, line, position) => {
		expect(positionOf(text, path, part)).toEqual({ line, position });
	});
});
