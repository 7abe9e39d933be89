import type { INodeParameters } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { credentialsFor, failed, hintsOf, idsOf, requestsOf, succeeded } from '../connectWise.mts';
import type { CallOptions } from '../connectWise.mts';
import { runNode, toBinary } from '../harness.mts';
import { withSandbox } from '../servers.mts';

const { sandbox, connectWise } = await withSandbox({ size: 60 });

const TICKET = { summary: 'x', company: { id: 2 } };
const tickets = () => sandbox.store('service/tickets');
const anyTicket = () => Number(tickets().all()[0]?.id);
const sent = (method: string) => sandbox.journal.entries({ method }).map(({ body }) => body);

/** The node with parameters that the editor would not save. */
const runWith = async (parameters: INodeParameters) =>
	await runNode({
		parameters: {
			operation: 'query',
			operationId: { __rl: true, mode: 'id', value: 'getServiceTickets' },
			...parameters,
		},
		credentials: credentialsFor(sandbox.url),
	});

describe('a switch or a word by expression', () => {
	it.each(['true', ' TRUE ', 1, '1', true])('of %j turns Return All on', async (value) => {
		const returnAll = `={{ ${JSON.stringify(value)} }}`;
		expect(idsOf(succeeded(await runWith({ returnAll })))).toHaveLength(60);
	});

	it.each(['false', 0, '0', false])('of %j turns Return All off', async (value) => {
		const returnAll = `={{ ${JSON.stringify(value)} }}`;
		expect(idsOf(succeeded(await runWith({ returnAll, limit: 3 })))).toHaveLength(3);
	});

	it.each<readonly [string, INodeParameters, string]>([
		['Return All', { returnAll: '={{ "yes" }}' }, 'Return All must be true or false, not "yes"'],
		['Return All', { returnAll: '={{ $json.nothing }}' }, 'Return All must be true or false'],
		['Return All', { returnAll: '={{ {} }}' }, 'Return All must be true or false, not {}'],
		['Limit', { limit: '={{ "0x10" }}' }, 'Limit must be a whole number of 1 or more'],
		['Limit', { limit: '={{ true }}' }, 'Limit must be a whole number of 1 or more, not true'],
		['Simplify', { simplify: '={{ "on" }}' }, 'Simplify must be true or false'],
		['Paging Mode', { settings: { pagingMode: 'pages' } }, 'Paging Mode cannot be "pages"'],
		['On HTTP Error', { settings: { onHttpError: 'x' } }, 'On HTTP Error cannot be "x"'],
		['Specify Options', { optionsMode: 'form' }, 'Specify Options cannot be "form"'],
		[
			'Specify Items',
			{
				operation: 'mutate',
				operationId: { __rl: true, mode: 'id', value: 'postServiceTickets' },
				itemsMode: 'form',
			},
			'Specify Items cannot be "form"',
		],
	])('that is none is refused: %s of %j', async (_, parameters, message) => {
		expect(failed(await runWith(parameters)).message).toContain(message);
		expect(sandbox.journal.count()).toBe(0);
	});
});

describe('a condition', () => {
	const NOTHING = ['={{ $json.nothing }}', '={{ "" }}', '={{ null }}', '={{ "  " }}', '={{ [] }}'];
	const EMPTY: CallOptions[] = [
		...NOTHING.map((conditions) => ({ optionsForm: { conditions } })),
		...NOTHING.map((childConditions) => ({ optionsForm: { childConditions } })),
		{ options: { conditions: '' } },
		{ options: { conditions: null } },
		{ options: '={{ { conditions: $json.nothing } }}' },
		{ options: '={ "conditions": "{{ $json.nothing }}" }' },
	];

	it.each(EMPTY)('that came out empty reads nothing: %j', async (call) => {
		const error = failed(await connectWise.query('getServiceTickets', call));
		expect(error.message).toMatch(/onditions\) is empty, which would read every record/);
		expect(error.description).toContain('*');
		expect(sandbox.journal.count()).toBe(0);
	});

	it.each<CallOptions>([
		{ optionsForm: { conditions: '' } },
		{ optionsForm: { conditions: '={{ "*" }}' } },
		{ options: { conditions: '*' } },
		{ options: '={{ $json.nothing ? { conditions: $json.nothing } : {} }}' },
	])('that no one gave, or that is an asterisk, reads all: %j', async (call) => {
		const result = succeeded(await connectWise.query('getServiceTickets', call));
		expect(result.json).toHaveLength(60);
		expect(sandbox.journal.last()?.query).not.toHaveProperty('conditions', '*');
	});

	it.each(['a\nb', 'a\r\nb', 'tab\tbed', 'back\\\\slash', '\u{1F600} ünï', 'bell\u0007', '\u0000'])(
		'finds the text %j',
		async (summary) => {
			const id = anyTicket();
			await connectWise.mutate('patchServiceTicketsById', {
				options: { id },
				body: { summary: summary.replace('\\\\', '\\') },
			});
			const found = await connectWise.query('getServiceTickets', {
				options: { conditions: `summary = "${summary}" and id > 0` },
			});
			expect(idsOf(succeeded(found))).toEqual([id]);
		},
	);

	it('brings its dates, not those in its texts, into the form of ConnectWise', async () => {
		const conditions =
			'lastUpdated > [2020-01-31T09:30:00.123] and summary != "x\n[1769851800000]"';
		succeeded(await connectWise.query('getServiceTickets', { options: { conditions } }));
		expect(sandbox.journal.entries().map(({ query }) => String(query.conditions))).toContainEqual(
			expect.stringContaining(
				'lastUpdated > [2020-01-31T09:30:00Z] and summary != "x\n[1769851800000]"',
			),
		);
	});
});

describe('an expression in a field set to Fixed', () => {
	const call = { options: { id: 1 } };
	it.each<readonly [string, string, string, CallOptions, string]>([
		[
			'a form of options',
			'query',
			'getServiceTickets',
			{ optionsForm: { conditions: 'id = {{ 1 }}' } },
			'Conditions (conditions)',
		],
		[
			'options as JSON',
			'query',
			'getServiceTickets',
			{ options: '{ "conditions": "id = {{ 1 }}" }' },
			'Options',
		],
		[
			'a form of items',
			'mutate',
			'postServiceTickets',
			{ bodyForm: { summary: '{{ $json.x }}', 'company.id': 2 } },
			'Summary (summary)',
		],
		[
			'items as JSON',
			'mutate',
			'postServiceTickets',
			{ body: '{ "summary": "{{ $json.x }}" }' },
			'Items',
		],
		[
			'a setting',
			'query',
			'getServiceTicketsById',
			{ ...call, settings: { binaryField: '{{ 1 }}' } },
			'Binary Field (binaryField)',
		],
	])('is refused in %s', async (_, kind, id, given, label) => {
		const error = failed(await connectWise.run(kind, id, given));
		expect(error.message).toContain(`${label} contains an expression in {{ }} but is set to Fixed`);
		expect(error.description).toContain('Switch this field to Expression');
		expect(sandbox.journal.count()).toBe(0);
	});

	it('is not what an expression gives, though it holds braces', async () => {
		const items = [{ text: 'Dear {{name}}' }];
		const bodyForm = { summary: '={{ $json.text }}', 'company.id': '={{ 2 }}' };
		succeeded(await connectWise.mutate('postServiceTickets', { items, bodyForm }));
		succeeded(
			await connectWise.mutate('postServiceTickets', {
				items: [{ ...TICKET, summary: '{{x}}' }],
				isInputBody: true,
			}),
		);
		const body = '={{ { summary: "{" + "{name}" + "}", company: { id: 2 } } }}';
		succeeded(await connectWise.mutate('postServiceTickets', { body }));
		expect(sent('POST')).toMatchObject([
			{ summary: 'Dear {{name}}' },
			{ summary: '{{x}}' },
			{ summary: '{{name}}' },
		]);
	});
});

describe('an id', () => {
	it.each(['0x10', '1e3', ' 0b1 ', '1_000', '１０'])('of %j names no other record', async (id) => {
		const error = failed(await connectWise.remove('deleteServiceTicketsById', { options: { id } }));
		expect(error.message).toContain('Ticket ID (id) must be a whole number');
		expect(sandbox.journal.count()).toBe(0);
	});
});

describe('items', () => {
	it('of an empty list send nothing, and say so once', async () => {
		const result = succeeded(
			await connectWise.mutate('postServiceTickets', { body: [], items: [{}, {}] }),
		);
		expect(result.json).toEqual([]);
		expect(hintsOf(result)).toEqual([expect.stringContaining('nothing was sent for it')]);
		expect(sandbox.journal.count()).toBe(0);
	});

	it('that refer to themselves or are deep beyond measure are refused', async () => {
		const bodies = [
			'={{ (() => { const a = { summary: "x" }; a.b = { c: a }; return a; })() }}',
			`{"summary":"x","company":{"id":2},"deep":${'['.repeat(5_000)}${']'.repeat(5_000)}}`,
		];
		for (const body of bodies) {
			const error = failed(await connectWise.mutate('postServiceTickets', { body }));
			expect(error.name).toMatch(/^(NodeOperationError|ExpressionError)$/);
		}
		expect(sandbox.journal.count()).toBe(0);
	});

	it.each([
		'a\nb',
		'a\r\nb',
		'tab\tbed',
		'back\\slash',
		'\u{1F600} ünï',
		'bell\u0007',
		'nil\u0000',
		'\u202E',
	])('bring the text %j through', async (initialDescription) => {
		const body = { ...TICKET, initialDescription };
		succeeded(await connectWise.mutate('postServiceTickets', { body }));
		expect(sent('POST')).toEqual([body]);
	});

	it('take bare ids and names for a list of references, and JSON text of one', async () => {
		const base = { identifier: 'fox', name: 'Fox Example', site: { name: 'Main' } };
		for (const types of [['1', 2], '[1, {"id": "2"}]', '{"id": 1, "name": "Customer, large"}']) {
			await connectWise.mutate('postCompanyCompanies', { body: { ...base, types } });
		}
		expect(sent('POST')).toMatchObject([
			{ types: [{ id: 1 }, { id: 2 }] },
			{ types: [{ id: 1 }, { id: 2 }] },
			{ types: [{ id: 1, name: 'Customer, large' }] },
		]);
	});

	it('bring the dates of fields that are text, and of a ready-made patch, into form', async () => {
		await connectWise.mutate('postProjectProjectsByParentIdPhases', {
			options: { parentId: 1 },
			body: '={{ { description: "Plan", scheduledStart: DateTime.fromISO("2026-02-01T10:00:00.000+02:00") } }}',
		});
		await connectWise.mutate('patchServiceTicketsById', {
			options: { id: anyTicket() },
			body: '={{ [{ op: "replace", path: "requiredDate", value: DateTime.fromISO("2026-02-01T10:00:00.123+02:00") }] }}',
		});
		expect(sent('POST')).toMatchObject([{ scheduledStart: '2026-02-01T08:00:00Z' }]);
		expect(sent('PATCH')).toEqual([
			[{ op: 'replace', path: 'requiredDate', value: '2026-02-01T08:00:00Z' }],
		]);
	});
});

describe('custom fields', () => {
	it('take the types that the record shows', async () => {
		const body = {
			customFields: { 'Remote Minutes': '45', Escalated: 'true', 'Change Number': 7 },
		};
		succeeded(
			await connectWise.mutate('patchServiceTicketsById', { options: { id: anyTicket() }, body }),
		);
		const [patch] = sent('PATCH') as Array<Array<{ value: Array<{ id: number; value: unknown }> }>>;
		const values = Object.fromEntries(
			(patch?.[0]?.value ?? []).map(({ id, value }) => [id, value]),
		);
		expect(values).toMatchObject({ 3: '7', 7: 45, 12: true });
	});

	it('take a DateTime as a day, by caption and by id', async () => {
		const given = (name: string) =>
			`={{ { identifier: "fox", name: "Fox", site: { name: "Main" }, customFields: { "${name}": DateTime.fromISO("2026-02-01T10:00:00.123+02:00") } } }}`;
		await connectWise.mutate('postCompanyCompanies', { body: given('Review Date') });
		await connectWise.mutate('postCompanyCompanies', { body: given('16') });
		expect(sent('POST')).toMatchObject([
			{ customFields: [{ id: 16, caption: 'Review Date', value: '2026-02-01T00:00:00Z' }] },
			{ customFields: [{ id: 16, value: '2026-02-01T00:00:00Z' }] },
		]);
	});

	it.each(['customFields', 'customFields of a form'])(
		'are not emptied by null (%s)',
		async (way) => {
			const call =
				way === 'customFields'
					? { body: { customFields: null } }
					: { bodyForm: { customFields: '={{ null }}' } };
			const error = failed(
				await connectWise.mutate('patchServiceTicketsById', {
					options: { id: anyTicket() },
					...call,
				}),
			);
			expect(error.message).toContain('would clear every custom field');
			expect(error.description).toContain('{ "Asset Tag": null }');
			expect(requestsOf(sandbox)).toEqual([]);
		},
	);
});

describe('a file to upload', () => {
	const upload = async (fileName: string, settings = {}) =>
		await connectWise.mutate('postSystemDocuments', {
			items: [
				{
					json: { recordType: 'Ticket', recordId: anyTicket(), title: 'T' },
					binary: { data: toBinary(Buffer.from('x'), fileName, 'text/plain') },
				},
			],
			isInputBody: true,
			settings,
		});

	it.each([
		['a\u202Efdp.exe', 'afdp.exe'],
		['a\u0000\nb.txt', 'ab.txt'],
		[`${'n'.repeat(300)}.txt`, `${'n'.repeat(251)}.txt`],
	])('named %j is sent as %j', async (given, expected) => {
		const result = succeeded(await upload(given));
		expect(result.json).toMatchObject([{ fileName: expected }]);
	});

	it.each(['constructor', '__proto__', 'toString'])(
		'is not found in a field named %s',
		async (binaryField) => {
			const error = failed(await upload('a.txt', { binaryField }));
			expect(error.message).toContain(`no binary data named "${binaryField}"`);
			expect(sandbox.journal.count()).toBe(0);
		},
	);
});

it('an unknown name in Fields is told beside the output, with the one that is meant', async () => {
	const options = { fields: 'id,sumary,_info/lastUpdated' };
	const result = succeeded(await connectWise.query('getServiceTickets', { options, limit: 2 }));
	expect(result.json).toHaveLength(2);
	expect(hintsOf(result)).toEqual([expect.stringContaining('"sumary" (did you mean summary?)')]);
});
