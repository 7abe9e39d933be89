import { describe, expect, it } from 'vitest';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { FaultAction } from '../../sandbox/index.mts';
import { credentialsFor, failed, hintsOf, idsOf, requestsOf, succeeded } from '../connectWise.mts';
import type { CallOptions } from '../connectWise.mts';
import { runLoadOptions } from '../harness.mts';
import { withSandbox } from '../servers.mts';

const { sandbox, connectWise } = await withSandbox({ size: 60 });

const ALERT = { summary: 'Disk full', company: { id: 2 }, externalXRef: 'alert-1' };

const upsert = async (
	body: unknown,
	{ ifExists = 'update', matchFields, ...call }: CallOptions & IDataObject = {},
	operationId = 'postServiceTickets',
) =>
	await connectWise.mutate(operationId, {
		...(body === undefined ? {} : { body }),
		...(call as CallOptions),
		parameters: {
			ifExists,
			...(matchFields === undefined ? {} : { matchFields }),
		} as INodeParameters,
	});

const withRef = (reference: string) =>
	sandbox
		.store('service/tickets')
		.all()
		.filter(({ externalXRef }) => externalXRef === reference);
const writes = () => requestsOf(sandbox).filter((request) => !request.startsWith('GET'));
const patches = () => sandbox.journal.entries({ method: 'PATCH' }).map(({ body }) => body);

describe('a record that is not there', () => {
	it('is created', async () => {
		const result = succeeded(await upsert(ALERT));
		expect(result.json).toMatchObject([{ ...ALERT, outcome: 'created', changed: [] }]);
		expect(requestsOf(sandbox)).toEqual(['GET /service/tickets', 'POST /service/tickets']);
		expect(sandbox.journal.entries()[0]?.query.conditions).toBe('externalXRef = "alert-1"');
	});

	it('is not created by Update Only', async () => {
		const result = succeeded(
			await upsert({ externalXRef: 'alert-1', summary: 'New' }, { ifExists: 'updateOnly' }),
		);
		expect(result.json).toEqual([{ outcome: 'left', changed: [] }]);
		expect(writes()).toEqual([]);
	});

	it('is created without a look by default, and gives the record alone', async () => {
		const plain = succeeded(await upsert(ALERT, { ifExists: 'create' }));
		succeeded(await upsert(ALERT, { ifExists: 'create' }));
		expect(plain.json[0]).not.toHaveProperty('outcome');
		expect(plain.json[0]).not.toHaveProperty('changed');
		expect(requestsOf(sandbox)).toEqual(['POST /service/tickets', 'POST /service/tickets']);
		expect(withRef('alert-1')).toHaveLength(2);
	});
});

describe('a record that is there', () => {
	it('gets only the fields that differ', async () => {
		const [id] = idsOf(succeeded(await upsert(ALERT)));
		const result = succeeded(await upsert({ ...ALERT, summary: 'Disk nearly full' }));
		expect(result.json).toMatchObject([
			{ id, summary: 'Disk nearly full', outcome: 'updated', changed: ['summary'] },
		]);
		expect(patches()).toEqual([[{ op: 'replace', path: 'summary', value: 'Disk nearly full' }]]);
		expect(withRef('alert-1')).toHaveLength(1);
	});

	it('is sent nothing where nothing differs, however it is written', async () => {
		succeeded(await upsert({ ...ALERT, requiredDate: '2026-01-31T09:30:00Z', budgetHours: 1.5 }));
		const again = {
			...ALERT,
			company: 2,
			requiredDate: '2026-01-31T10:30:00+01:00',
			budgetHours: '1.50',
		};
		const result = succeeded(await upsert(again));
		expect(result.json).toMatchObject([
			{ outcome: 'unchanged', changed: [], summary: 'Disk full' },
		]);
		expect(patches()).toEqual([]);
	});

	it('has a field emptied by null, and one that gives nothing left alone', async () => {
		succeeded(await upsert({ ...ALERT, budgetHours: 2, contactName: 'Sample' }));
		const result = succeeded(
			await upsert(
				'={{ { summary: "Disk full", company: { id: 2 }, externalXRef: "alert-1", budgetHours: null, contactName: undefined } }}',
			),
		);
		expect(result.json).toMatchObject([{ outcome: 'updated', changed: ['budgetHours'] }]);
		expect(withRef('alert-1')[0]).toMatchObject({ contactName: 'Sample' });
	});

	it('is left by Leave It', async () => {
		succeeded(await upsert(ALERT));
		const result = succeeded(await upsert({ ...ALERT, summary: 'New' }, { ifExists: 'leave' }));
		expect(result.json).toMatchObject([{ summary: 'Disk full', outcome: 'left', changed: [] }]);
		expect(patches()).toEqual([]);
	});

	it('is an error with its id by Report It as an Error', async () => {
		const [id] = idsOf(succeeded(await upsert(ALERT)));
		const error = failed(await upsert(ALERT, { ifExists: 'error' }));
		expect(error.message).toContain(`with the ID ${id}`);
		expect(withRef('alert-1')).toHaveLength(1);
	});

	it('is changed by Update Only, which asks for no required fields', async () => {
		succeeded(await upsert(ALERT));
		const result = succeeded(
			await upsert({ externalXRef: 'alert-1', summary: 'New' }, { ifExists: 'updateOnly' }),
		);
		expect(result.json).toMatchObject([{ outcome: 'updated', changed: ['summary'] }]);
	});

	it('is an error that names all of them where there are several', async () => {
		const ids = [
			...idsOf(succeeded(await upsert(ALERT, { ifExists: 'create' }))),
			...idsOf(succeeded(await upsert(ALERT, { ifExists: 'create' }))),
		];
		const error = failed(await upsert({ ...ALERT, summary: 'New' }));
		expect(error.message).toContain(ids.join(', '));
		expect(patches()).toEqual([]);
	});
});

describe('Match Fields', () => {
	it.each([
		['an empty text', { ...ALERT, externalXRef: '  ' }, undefined],
		['null', { ...ALERT, externalXRef: null }, undefined],
		['nothing', { summary: 'A', company: { id: 2 } }, undefined],
		['a reference without id and name', { ...ALERT, contact: { id: null } }, ['contact']],
		['a custom field that is not given', ALERT, ['customFields/Asset Tag']],
	])('refuse %s before anything is sent', async (_, body, matchFields) => {
		const error = failed(await upsert([ALERT, body], { matchFields }));
		expect(error.message).toMatch(/no value for the match field/);
		expect(requestsOf(sandbox)).toEqual([]);
	});

	it('refuse what records cannot be looked for by, and operations that create no record', async () => {
		expect(failed(await upsert(ALERT, { matchFields: ['nonsense'] })).message).toContain(
			'"nonsense"',
		);
		expect(
			failed(await upsert({}, { options: { parentId: 1 } }, 'postServiceTicketsByParentIdMerge'))
				.message,
		).toMatch(/cannot be used with/);
		expect(requestsOf(sandbox)).toEqual([]);
	});

	it('may be references, in an expression with commas', async () => {
		succeeded(await upsert(ALERT));
		const result = succeeded(
			await upsert({ ...ALERT, externalXRef: 'other' }, { matchFields: 'summary, company' }),
		);
		expect(result.json).toMatchObject([{ outcome: 'updated', changed: ['externalXRef'] }]);
		const searches = sandbox.journal.entries({ method: 'GET', path: '/service/tickets' });
		expect(searches.at(-1)?.query.conditions).toBe('summary = "Disk full" and company/id = 2');
	});

	it('are the identifier of a company by default', async () => {
		const company = sandbox.store('company/companies').all()[0] as IDataObject;
		const body = { identifier: company.identifier, name: 'Renamed', site: { name: 'Main' } };
		const result = succeeded(
			await upsert(body, { ifExists: 'updateOnly' }, 'postCompanyCompanies'),
		);
		expect(result.json).toMatchObject([{ id: company.id, name: 'Renamed', outcome: 'updated' }]);
	});

	it('are the e-mail address of a contact by default, and its telephone numbers stay', async () => {
		const [type] = (await connectWise.query('getCompanyCommunicationTypes')).json;
		const mail = { type: { id: type?.id }, value: 'kim@example.com', communicationType: 'Email' };
		const phone = { type: { id: type?.id }, value: '555 0100', communicationType: 'Phone' };
		const contact = { firstName: 'Kim', lastName: 'Sample', communicationItems: [mail, phone] };
		const [id] = idsOf(succeeded(await upsert(contact, {}, 'postCompanyContacts')));
		const result = succeeded(
			await upsert(
				{ ...contact, title: 'Lead', communicationItems: [mail] },
				{},
				'postCompanyContacts',
			),
		);
		expect(result.json).toMatchObject([{ id, outcome: 'updated', changed: ['title'] }]);
		const values = (result.json[0]?.communicationItems as IDataObject[]).map(({ value }) => value);
		expect(values).toEqual(['kim@example.com', '555 0100']);
	});

	it('may be a custom field, by caption', async () => {
		const ticket = sandbox.store('service/tickets').all()[0] as IDataObject;
		const fields = ticket.customFields as IDataObject[];
		const text = fields.find(({ type }) => type === 'Text') as IDataObject;
		const caption = String(text.caption);
		const body = { summary: 'By tag', company: { id: 2 }, customFields: { [caption]: 'T-1' } };
		const matchFields = [`customFields/${caption}`];
		const [id] = idsOf(succeeded(await upsert(body, { matchFields })));
		const again = succeeded(await upsert(body, { matchFields }));
		expect(again.json).toMatchObject([{ id, outcome: 'unchanged' }]);
		const byId = { ...body, summary: 'New', customFields: { [String(text.id)]: 'T-1' } };
		expect(succeeded(await upsert(byId, { matchFields })).json).toMatchObject([
			{ id, outcome: 'updated', changed: ['summary'] },
		]);
	});
});

describe('the list of Match Fields', () => {
	const choicesOf = async (operationId: string) =>
		await runLoadOptions('getMatchFields', {
			parameters: {
				operation: 'mutate',
				operationId: { __rl: true, mode: 'id', value: operationId },
			},
			credentials: credentialsFor(sandbox.url),
		});

	it('has fields of the record, references, entries of lists and custom fields', async () => {
		const [ticket] = sandbox.store('service/tickets').all() as IDataObject[];
		const [field] = ticket?.customFields as IDataObject[];
		const caption = String(field?.caption);
		expect(await choicesOf('postServiceTickets')).toEqual(
			expect.arrayContaining([
				{ name: 'Summary', value: 'summary' },
				{ name: 'Company', value: 'company' },
				{ name: `Custom Field: ${caption}`, value: `customFields/${caption}` },
			]),
		);
		expect((await choicesOf('postCompanyContacts')).map(({ value }) => value)).toContain(
			'communicationItems/value',
		);
	});

	it.each(['', 'patchServiceTicketsById', 'postServiceTicketsByParentIdMerge', 'nonsense'])(
		'is empty for %j',
		async (operationId) => {
			expect(await choicesOf(operationId)).toEqual([]);
		},
	);
});

describe('items of one key', () => {
	it('go one after the other, whatever runs in parallel', async () => {
		sandbox.faults.add({ method: 'GET', action: { kind: 'latency', ms: 20, jitterMs: 40 } });
		const items = Array.from({ length: 12 }, (_, index) => ({
			...ALERT,
			externalXRef: index % 2 === 0 ? 'alert-1' : ' alert-1 ',
			summary: `Text ${index}`,
		}));
		const result = succeeded(await upsert(items, { settings: { maxParallelRequests: 8 } }));
		expect(result.json.map(({ outcome }) => outcome)).toEqual([
			'created',
			...Array(11).fill('updated'),
		]);
		expect(withRef('alert-1')).toMatchObject([{ summary: 'Text 11' }]);
	});
});

describe('executions at once', () => {
	it('make one record of one key, as webhooks that come together do', async () => {
		sandbox.faults.add({ action: { kind: 'latency', ms: 20, jitterMs: 40 } });
		const run = async () => await upsert(ALERT);
		const results = await Promise.all([run(), run(), run(), run(), run()]);
		const outcomes = results.map((result) => succeeded(result).json[0]?.outcome);
		expect(outcomes.toSorted()).toEqual(['created', ...Array<string>(4).fill('unchanged')]);
		expect(withRef('alert-1')).toHaveLength(1);
	});
});

describe('a create whose answer does not come', () => {
	const lost: Array<[string, FaultAction]> = [
		['a connection that breaks after it was carried out', { kind: 'reset', when: 'after' }],
		['an answer that breaks off', { kind: 'truncate' }],
		['an empty answer', { kind: 'emptyBody' }],
		['no answer at all', { kind: 'hang', isWritten: true }],
	];
	const settings = { timeout: 1 };

	it.each(lost)('is found after %s, and not sent again', async (_, action) => {
		sandbox.faults.add({ method: 'POST', times: 1, action });
		const result = succeeded(await upsert(ALERT, { settings }));
		expect(result.json).toMatchObject([{ ...ALERT, outcome: 'created' }]);
		expect(withRef('alert-1')).toHaveLength(1);
		expect(writes()).toEqual(['POST /service/tickets']);
	});

	it('stays of unknown outcome where nothing is found, and none of its key is sent in that run', async () => {
		sandbox.faults.add({ method: 'POST', times: 1, action: { kind: 'gateway', status: 504 } });
		const items = [ALERT, ALERT];
		const result = await upsert(items, { onError: 'continueRegularOutput' });
		expect(result.json).toMatchObject([
			{ details: { outcome: 'unknown' } },
			{ error: expect.stringMatching(/Nothing was created/) as string },
		]);
		expect(writes()).toEqual(['POST /service/tickets']);
	});

	it.each(lost)('shows an update as done after %s', async (_, action) => {
		succeeded(await upsert(ALERT));
		sandbox.faults.add({ method: 'PATCH', times: 1, action });
		const result = succeeded(await upsert({ ...ALERT, summary: 'New' }, { settings }));
		expect(result.json).toMatchObject([
			{ summary: 'New', outcome: 'updated', changed: ['summary'] },
		]);
		expect(patches()).toHaveLength(1);
	});
});

describe('Retry On Fail of n8n', () => {
	const nodeOptions = { retryOnFail: true, maxTries: 3, waitBetweenTries: 0 };
	const items = [
		{ ...ALERT, externalXRef: 'first' },
		{ ...ALERT, externalXRef: 'second' },
		{ ...ALERT, externalXRef: 'bad', board: { id: 999_999 } },
	];
	const created = () => items.map(({ externalXRef }) => withRef(externalXRef).length);

	it('doubles nothing with Match Fields: three tries of which one item is bad make two tickets', async () => {
		failed(await upsert(items, { nodeOptions }));
		const bad = sandbox.journal.entries({ method: 'POST' }).filter(({ status }) => status >= 400);
		expect(bad).toHaveLength(3);
		expect(created()).toEqual([1, 1, 0]);
	});

	it('is warned of beside the output without them, for Mutate and Delete', async () => {
		const id = Number(sandbox.store('service/tickets').all()[0]?.id);
		const created = await upsert(ALERT, { ifExists: 'create', nodeOptions });
		const removed = await connectWise.remove('deleteServiceTicketsById', {
			options: { id },
			nodeOptions,
		});
		for (const result of [created, removed]) {
			expect(hintsOf(succeeded(result))).toEqual([expect.stringMatching(/^Retry On Fail is on/)]);
		}
		expect(hintsOf(succeeded(await upsert(ALERT, { nodeOptions })))).toEqual([]);
		expect(hintsOf(succeeded(await upsert(ALERT, { ifExists: 'create' })))).toEqual([]);
		expect(
			hintsOf(succeeded(await connectWise.query('getServiceTickets', { nodeOptions }))),
		).toEqual([]);
	});
});
