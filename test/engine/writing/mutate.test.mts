import { describe, expect, it } from 'vitest';
import type { Sandbox } from '../../sandbox/index.mts';
import { failed, idsOf, pairsOf, requestsOf, succeeded } from '../connectWise.mts';
import type { CallOptions } from '../connectWise.mts';
import { withSandbox } from '../servers.mts';

const { sandbox, connectWise } = await withSandbox({ size: 60 });

const TICKET = { summary: 'Sample', company: { id: 2 } };

const store = () => sandbox.store('service/tickets');
const bodies = () => sandbox.journal.entries({ method: 'POST' }).map(({ body }) => body);
const sentBody = () => sandbox.journal.last()?.body;
const create = async (call: CallOptions) => await connectWise.mutate('postServiceTickets', call);
const anyTicket = () => Number(store().all()[0]?.id);
const patch = async (body: unknown, call: CallOptions = {}) =>
	await connectWise.mutate('patchServiceTicketsById', {
		options: { id: anyTicket() },
		body,
		...call,
	});

describe('creating', () => {
	it('gives the new record', async () => {
		const result = succeeded(await create({ body: TICKET }));
		expect(result.json).toMatchObject([{ summary: 'Sample', company: { id: 2 } }]);
		expect(store().get(idsOf(result)[0] ?? 0)).toMatchObject({ summary: 'Sample' });
		expect(bodies()).toEqual([TICKET]);
	});

	it('sends several bodies in order, one request each', async () => {
		const summaries = ['One', 'Two', 'Three'];
		const body = summaries.map((summary) => ({ ...TICKET, summary }));
		const result = succeeded(await create({ body }));
		expect(result.json.map(({ summary }) => summary)).toEqual(summaries);
		expect(bodies()).toEqual(body);
		expect(pairsOf(result)).toEqual([{ item: 0 }, { item: 0 }, { item: 0 }]);
		expect(sandbox.journal.entries().every(({ inFlight }) => inFlight === 1)).toBe(true);
	});

	it('keeps the order of the output when requests run side by side', async () => {
		const summaries = Array.from({ length: 12 }, (_, index) => `Ticket ${index}`);
		sandbox.faults.add({
			method: 'POST',
			times: 6,
			action: { kind: 'latency', ms: 5, jitterMs: 60 },
		});
		const result = succeeded(
			await create({
				body: summaries.map((summary) => ({ ...TICKET, summary })),
				settings: { maxParallelRequests: 4 },
			}),
		);
		expect(result.json.map(({ summary }) => summary)).toEqual(summaries);
		const widest = Math.max(...sandbox.journal.entries().map(({ inFlight }) => inFlight));
		expect(widest).toBeGreaterThan(1);
		expect(widest).toBeLessThanOrEqual(4);
	});

	it('takes the input items as bodies', async () => {
		const items = [
			{ ...TICKET, summary: 'A' },
			{ ...TICKET, summary: 'B' },
		];
		const result = succeeded(await create({ items, isInputBody: true }));
		expect(result.json.map(({ summary }) => summary)).toEqual(['A', 'B']);
		expect(result.main.map(({ pairedItem }) => pairedItem)).toMatchObject([
			{ item: 0 },
			{ item: 1 },
		]);
	});

	it('takes fields of another type than text through expressions of the form', async () => {
		const bodyForm = {
			summary: '={{ $json.title }}',
			'company.id': '={{ $json.company }}',
			budgetHours: '={{ $json.hours }}',
			automaticEmailContactFlag: '={{ $json.mail }}',
			requiredDate: '={{ $json.due }}',
		};
		const items = [
			{
				title: 'A',
				company: '2',
				hours: '1.5',
				mail: 'false',
				due: '2026-01-31T09:30:00.000+01:00',
			},
			{ title: 'B', company: 2, hours: 2, mail: true, due: '2026-02-01T00:00:00Z' },
		];
		succeeded(await create({ items, bodyForm }));
		expect(bodies()).toEqual([
			{
				summary: 'A',
				company: { id: 2 },
				budgetHours: 1.5,
				automaticEmailContactFlag: false,
				requiredDate: '2026-01-31T08:30:00Z',
			},
			{
				summary: 'B',
				company: { id: 2 },
				budgetHours: 2,
				automaticEmailContactFlag: true,
				requiredDate: '2026-02-01T00:00:00Z',
			},
		]);
	});

	it('evaluates expressions for each item, names with quotes included', async () => {
		const items = [{ name: 'Say "hi"' }, { name: "O'Neil\n& {sons}" }];
		const body = '={{ { summary: $json.name, company: { id: 2 } } }}';
		const result = succeeded(await create({ items, body }));
		expect(result.json.map(({ summary }) => summary)).toEqual(items.map(({ name }) => name));
	});

	it('takes the form: a reference by id or by name, ids and numbers as text', async () => {
		const bodyForm = {
			summary: '={{ $json.title }}',
			company: '2',
			board: 'Help Desk Example',
			severity: '={{ $json.severity }}',
		};
		const result = succeeded(
			await create({ items: [{ title: 'From a form', severity: 'low' }], bodyForm }),
		);
		expect(result.json[0]).toMatchObject({ summary: 'From a form', company: { id: 2 } });
		expect(bodies()).toEqual([
			{
				summary: 'From a form',
				company: { id: 2 },
				board: { name: 'Help Desk Example' },
				severity: 'Low',
			},
		]);
	});

	it('leaves out fields of the form that are empty', async () => {
		const bodyForm = { summary: 'x', company: 2, contact: null, contactName: null };
		succeeded(await create({ bodyForm }));
		expect(bodies()).toEqual([{ summary: 'x', company: { id: 2 } }]);
	});

	it.each([
		[{ company: 2 }, { company: { id: 2 } }],
		[{ company: '2' }, { company: { id: 2 } }],
		[{ company: 'AlderBakery2' }, { company: { id: 2 } }],
		[{ company: { identifier: 'AlderBakery2' } }, { company: { identifier: 'AlderBakery2' } }],
		[{ 'company.identifier': 'AlderBakery2' }, { company: { identifier: 'AlderBakery2' } }],
		[{ company: { id: 2 }, 'company.name': 'x' }, { company: { id: 2, name: 'x' } }],
	])('takes a reference as %j', async (given, expected) => {
		succeeded(await create({ body: { summary: 'x', ...given } }));
		expect(bodies()).toEqual([{ summary: 'x', ...expected }]);
	});

	it('leaves out what the server keeps, so that a record read can be sent', async () => {
		const body = { ...TICKET, _info: { lastUpdated: '2026-01-01T00:00:00Z' } };
		succeeded(await create({ body }));
		expect(bodies()).toEqual([TICKET]);
	});

	it('passes fields on that the catalogue does not know, for the server to judge', async () => {
		const error = failed(await create({ body: { ...TICKET, notAField: 1 } }));
		expect(error.message).toContain('notAField');
		expect(bodies()).toEqual([{ ...TICKET, notAField: 1 }]);
	});

	it('sends an array where the operation takes one', async () => {
		const body = [
			{ name: 'A', type: { id: 2 }, company: { id: 2 } },
			{ name: 'B', type: { id: 99_999 }, company: { id: 2 } },
		];
		const result = succeeded(await connectWise.mutate('postCompanyConfigurationsBulk', { body }));
		expect(result.json).toMatchObject([{ statusCode: 201 }, { statusCode: 400 }]);
		expect(requestsOf(sandbox)).toEqual(['POST /company/configurations/bulk']);
	});

	it('runs actions that take no body', async () => {
		const result = succeeded(
			await connectWise.mutate('postTimeEntriesByIdReject', { options: { id: 41 } }),
		);
		expect(result.json).toEqual([{ success: true, id: 41 }]);
		expect(sandbox.journal.last()).toMatchObject({ method: 'POST', body: {} });
	});
});

const memberOf = (from: Sandbox) => ({ id: Number(from.store('system/members').all()[0]?.id) });

describe('dates of a body', () => {
	const timeEntry = async (timeStart: unknown, call: CallOptions = {}) => {
		const body =
			typeof timeStart === 'string' && timeStart.startsWith('=')
				? timeStart
				: { chargeToType: 'Company', chargeToId: 2, member: memberOf(sandbox), timeStart };
		await connectWise.mutate('postTimeEntries', { body, ...call });
		return (sentBody() as { timeStart: unknown }).timeStart;
	};
	const workflow = { timezone: 'America/New_York' };

	it.each([
		['2026-01-31T09:30:00.123Z', '2026-01-31T09:30:00Z'],
		['2026-01-31T09:30:00+02:00', '2026-01-31T07:30:00Z'],
		['2026-01-31T09:30:00', '2026-01-31T14:30:00Z'],
		['2026-07-31 09:30', '2026-07-31T13:30:00Z'],
		['2026-01-31', '2026-01-31T00:00:00Z'],
		[1_769_851_800_000, '2026-01-31T09:30:00Z'],
	])('%j goes out as %s', async (given, expected) => {
		expect(await timeEntry(given, { workflow })).toBe(expected);
	});

	it('a DateTime of an expression too', async () => {
		const body =
			"={{ { chargeToType: 'Company', chargeToId: 2, timeStart: DateTime.fromISO($json.at, { zone: 'Asia/Tokyo' }) } }}";
		const sent = await timeEntry(body, { workflow, items: [{ at: '2026-01-31T09:30:00.5' }] });
		expect(sent).toBe('2026-01-31T00:30:00Z');
	});

	it('are taken by the server', async () => {
		const result = succeeded(
			await create({ body: { ...TICKET, requiredDate: '2026-01-31T09:30:00.123+01:00' } }),
		);
		expect(sentBody()).toMatchObject({ requiredDate: '2026-01-31T08:30:00Z' });
		expect(result.json[0]).toMatchObject({ requiredDate: '2026-01-31T00:00:00Z' });
	});
});

describe('changing', () => {
	it('turns fields into replace operations, references whole', async () => {
		const result = succeeded(
			await patch({ summary: 'Other', 'status.name': 'Closed', contact: { id: 11 } }),
		);
		expect(sentBody()).toEqual([
			{ op: 'replace', path: 'summary', value: 'Other' },
			{ op: 'replace', path: 'status', value: { name: 'Closed' } },
			{ op: 'replace', path: 'contact', value: { id: 11 } },
		]);
		expect(result.json).toMatchObject([{ id: anyTicket(), summary: 'Other', closedFlag: true }]);
	});

	it.each(['idOnly', 'applied', 'ignored'] as const)(
		'of a reference takes effect where sub-paths are %s',
		async (value) => {
			sandbox.switches.set('patchSubPath', value);
			const result = succeeded(await patch({ 'status.name': 'Closed' }));
			expect(result.json[0]).toMatchObject({ status: { name: 'Closed' } });
		},
	);

	it.each(['status/id', '/status/id'])('sends a ready-made path to %s as it is', async (path) => {
		const ticket = sandbox.store('service/tickets').get(anyTicket());
		const { id: board } = ticket?.board as { id: number };
		const statuses = sandbox.store(`service/boards/${board}/statuses`).all();
		const closed = statuses.find(({ name }) => name === 'Closed');
		const operations = [{ op: 'replace', path, value: closed?.id }];
		const result = succeeded(await patch(operations));
		expect(sentBody()).toEqual(operations);
		expect(result.json[0]).toMatchObject({ status: { id: closed?.id }, closedFlag: true });
	});

	it('removes on null', async () => {
		succeeded(await patch({ poNumber: 'SAMPLE-1' }));
		const result = succeeded(await patch({ poNumber: null, 'contact.id': null }));
		expect(sentBody()).toEqual([
			{ op: 'remove', path: 'poNumber' },
			{ op: 'remove', path: 'contact' },
		]);
		expect(result.json[0]).not.toHaveProperty('poNumber');
		expect(result.json[0]).not.toHaveProperty('contact');
	});

	it('removes on an empty field of the form, and leaves alone what nothing is given for', async () => {
		succeeded(
			await connectWise.mutate('patchServiceTicketsById', {
				optionsForm: { id: anyTicket() },
				bodyForm: { poNumber: null, summary: 'Kept', contact: '={{ undefined }}' },
			}),
		);
		expect(sentBody()).toEqual([
			{ op: 'remove', path: 'poNumber' },
			{ op: 'replace', path: 'summary', value: 'Kept' },
		]);
	});

	it('passes a ready-made patch as it is', async () => {
		const body = [
			{ op: 'replace', path: '/summary', value: 'Other' },
			{ op: 'add', path: 'poNumber', value: 'SAMPLE-1' },
		];
		const result = succeeded(await patch(body));
		expect(sentBody()).toEqual(body);
		expect(result.json).toMatchObject([{ summary: 'Other', poNumber: 'SAMPLE-1' }]);
	});

	it('applies several changes one after the other', async () => {
		const result = succeeded(await patch([{ summary: 'First' }, { summary: 'Second' }]));
		expect(result.json.map(({ summary }) => summary)).toEqual(['First', 'Second']);
		expect(store().get(anyTicket())).toMatchObject({ summary: 'Second' });
	});

	it('does not touch the id that came along with a record', async () => {
		const id = anyTicket();
		succeeded(await patch({ id, summary: 'Other', _info: { updatedBy: 'x' } }));
		expect(sentBody()).toEqual([{ op: 'replace', path: 'summary', value: 'Other' }]);
	});

	it('of one record after the other takes ids from the items', async () => {
		const [a, b] = store()
			.all()
			.map(({ id }) => Number(id));
		const result = succeeded(
			await connectWise.mutate('patchServiceTicketsById', {
				items: [
					{ id: b, title: 'B' },
					{ id: a, title: 'A' },
				],
				options: '={{ { id: $json.id } }}',
				body: '={{ { summary: $json.title } }}',
			}),
		);
		expect(result.json).toMatchObject([
			{ id: b, summary: 'B' },
			{ id: a, summary: 'A' },
		]);
	});

	it('replaces a record', async () => {
		const body = { ...TICKET, summary: 'Replaced', severity: 'Low', impact: 'Low' };
		const id = anyTicket();
		const result = succeeded(
			await connectWise.mutate('putServiceTicketsById', { options: { id }, body }),
		);
		expect(result.json).toMatchObject([{ id, summary: 'Replaced' }]);
		expect(sentBody()).toEqual(body);
		expect(sandbox.journal.last()?.method).toBe('PUT');
	});
});

describe('a failure among several writes', () => {
	const body = [
		{ ...TICKET, summary: 'One' },
		{ ...TICKET, summary: 'Two' },
		{ ...TICKET, company: { id: 99_999 } },
		{ ...TICKET, summary: 'Four' },
	];

	it('stops, and says how many went through', async () => {
		const before = store().size;
		const error = failed(await create({ body }));
		expect(error.message).toContain('company 99999 not found');
		expect(error.message).toContain('(4 requests: 2 done (not rolled back), 1 failed, 1 not sent)');
		expect(error.description).toMatch(
			/^Done, do not send again: requests 1–2\. Failed: request 3\. Not sent: request 4\. /,
		);
		expect(store().size).toBe(before + 2);
		expect(sandbox.journal.count()).toBe(3);
	});

	it('with requests side by side lets those under way end, and counts them', async () => {
		const before = store().size;
		sandbox.faults.add({ method: 'POST', action: { kind: 'latency', ms: 20 } });
		const many = [...body, ...Array.from({ length: 20 }, () => TICKET)];
		const error = failed(await create({ body: many, settings: { maxParallelRequests: 4 } }));
		const created = store().size - before;
		expect(error.message).toContain('company 99999 not found');
		expect(error.message).toContain(`24 requests: ${created} done (not rolled back)`);
		expect(sandbox.journal.count({ status: 201 })).toBe(created);
		expect(sandbox.journal.count()).toBeLessThan(10);
	});

	it('reports every write whose outcome is not known', async () => {
		sandbox.faults.add({ method: 'POST', times: 3, action: { kind: 'reset', when: 'after' } });
		const items = Array.from({ length: 3 }, (_, index) => ({ summary: `No. ${index}` }));
		const error = failed(
			await create({
				items,
				body: '={{ { summary: $json.summary, company: { id: 2 } } }}',
				settings: { maxParallelRequests: 3 },
			}),
		);
		expect(error.message).toContain('(3 requests: 3 of unknown outcome)');
		expect(error.description).toMatch(/^Outcome unknown, check ConnectWise first: items 0–2\. /);
	});

	it('that can be told beforehand ends the run before the first is sent', async () => {
		const body = [{ summary: 'One' }, { id: 5 }];
		const options = { id: anyTicket() };
		const error = failed(await connectWise.mutate('patchServiceTicketsById', { options, body }));
		expect(error.message).toContain('changes nothing');
		expect(sandbox.journal.count()).toBe(0);
	});

	it('takes a create whose answer cannot be used for done', async () => {
		sandbox.faults.add({ method: 'POST', times: 1, action: { kind: 'truncate' } });
		const before = store().size;
		const error = failed(await create({ body: [TICKET, TICKET] }));
		expect(store().size).toBe(before + 1);
		expect(error.message).toContain('has carried the request out: do not send it again');
		expect(error.message).toContain('(2 requests: 1 done (not rolled back), 1 not sent)');
	});

	it('says so in the item where a gateway gave up on a write', async () => {
		sandbox.faults.add({ method: 'POST', times: 1, action: { kind: 'gateway', status: 502 } });
		const settings = { onHttpError: 'item' };
		const result = succeeded(
			await create({ body: [TICKET, { summary: 'x', company: { id: 99_999 } }], settings }),
		);
		expect(result.json).toMatchObject([
			{ statusCode: 502, outcome: 'unknown' },
			{ statusCode: 400, outcome: 'nothing changed' },
		]);
	});

	it('does not count a refusal that becomes an item as gone through', async () => {
		sandbox.faults.add({ method: 'POST', after: 2, action: { kind: 'reset', when: 'after' } });
		const error = failed(
			await create({
				body: [TICKET, { ...TICKET, company: { id: 99_999 } }, TICKET, TICKET],
				settings: { onHttpError: 'item' },
			}),
		);
		expect(error.message).toContain(
			'(4 requests: 1 done (not rolled back), 1 of unknown outcome, 1 failed, 1 not sent)',
		);
	});

	it('keeps the others when the node continues, in order', async () => {
		const result = await create({ body, onError: 'continueRegularOutput' });
		expect(result.json.map(({ summary, error }) => summary ?? typeof error)).toEqual([
			'One',
			'Two',
			'string',
			'Four',
		]);
	});

	it('goes to the error output, the others stay', async () => {
		const items = [{ company: 2 }, { company: 99_999 }, { company: 2 }];
		const result = await create({
			items,
			body: '={{ { summary: "x", company: { id: $json.company } } }}',
			onError: 'continueErrorOutput',
			settings: { maxParallelRequests: 3 },
		});
		expect(result.main.map(({ pairedItem }) => (pairedItem as { item: number }).item)).toEqual([
			0, 2,
		]);
		expect(result.errorOutput).toHaveLength(1);
		expect(result.errorOutput[0]?.json.error).toContain('company 99999 not found');
	});
});
