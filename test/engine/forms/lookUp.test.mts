import { randomUUID } from 'node:crypto';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { beforeEach, describe, expect, it } from 'vitest';
import { credentialsFor, failed, succeeded } from '../connectWise.mts';
import { runListSearch, runLoadOptions, runNode } from '../harness.mts';
import { withSandbox } from '../servers.mts';

const { sandbox } = await withSandbox({ size: 40 });
let clientId: string;

beforeEach(() => {
	clientId = randomUUID();
});

interface Row {
	readonly field: string;
	readonly record: string | number;
}

const form = (value: IDataObject) => ({ mappingMode: 'defineBelow', value });
const locator = (value: string | number) => ({ __rl: true, mode: 'id', value });

function parametersOf(
	operation: string,
	operationId: string,
	rows: readonly Row[],
	more: IDataObject = {},
): INodeParameters {
	return {
		operation,
		operationId: locator(operationId),
		lookUp: { records: rows.map(({ field, record }) => ({ field, record: locator(record) })) },
		settings: {},
		...more,
	} as unknown as INodeParameters;
}

const run = async (...given: Parameters<typeof parametersOf>) =>
	await runNode({ parameters: parametersOf(...given), credentials: credentialsFor(sandbox.url) });

const writes = () =>
	sandbox.journal.entries().filter(({ method }) => !['GET', 'OPTIONS'].includes(method));
const companies = () => sandbox.store('company/companies');
const firstCompany = () => companies().all()[0] ?? {};

describe('the fields of Look Up', () => {
	const fieldsOf = async (operationId: string) =>
		await runLoadOptions('getLookUpFields', {
			parameters: parametersOf('mutate', operationId, []),
			path: 'parameters.lookUp.records[0].field',
		});

	it('are the references and path ids of the operation, big lists first', async () => {
		const fields = await fieldsOf('patchServiceTicketsById');
		expect(fields.slice(0, 3)).toEqual([
			{ name: 'Ticket ID', value: 'options.id' },
			{ name: 'Company', value: 'items.company' },
			{ name: 'Contact', value: 'items.contact' },
		]);
		expect(fields).toContainEqual({ name: 'Owner', value: 'items.owner' });
	});

	it.each(['', 'getNothing', 'getServiceTickets'])('are none for %j', async (operationId) => {
		expect(await fieldsOf(operationId)).toEqual([]);
	});
});

describe('the search of Look Up', () => {
	const search = async (
		field: string,
		filter?: string,
		more: { token?: string; items?: IDataObject; hasCredential?: boolean } = {},
	) =>
		await runListSearch('searchRecords', {
			parameters: parametersOf(
				'mutate',
				'postServiceTickets',
				[{ field, record: '' }],
				more.items && { items: form(more.items) },
			),
			path: 'parameters.lookUp.records[0].record',
			...(more.hasCredential !== false && {
				credentials: credentialsFor(sandbox.url, { clientId }),
			}),
			...(filter !== undefined && { filter }),
			...(more.token !== undefined && { token: more.token }),
		});

	it('finds a company by parts of its name, its identifier and its id', async () => {
		const { id, name, identifier } = firstCompany();
		const expected = { name: `${String(name)} (${String(identifier)})`, value: id };
		const words = String(name).split(' ').reverse().join(' ').toUpperCase();
		for (const typed of [words, String(identifier), String(id)]) {
			expect((await search('items.company', typed)).results).toContainEqual(expected);
		}
	});

	it('gives every one of many companies once, page after page', async () => {
		for (let index = 0; index < 5_000; index++) {
			companies().insert({ name: `Many ${index}`, identifier: `many${index}` });
		}
		const found: unknown[] = [];
		let token: string | undefined;
		do {
			const page = await search('items.company', 'many 49', { token });
			found.push(...page.results.map(({ value }) => value));
			token = page.paginationToken as string | undefined;
		} while (token !== undefined);
		const expected = companies()
			.all()
			.filter(({ name }) => /many/i.test(String(name)) && String(name).includes('49'));
		expect(expected.length).toBeGreaterThan(100);
		expect(new Set(found).size).toBe(found.length);
		expect(new Set(found)).toEqual(new Set(expected.map(({ id }) => id)));
	});

	it.each(['"', "it's", '100%', 'a\\b', '[x]', '"\'', 'line\nbreak', 'x'.repeat(5_000), '(', 'ä'])(
		'takes %j as text, whatever it holds',
		async (typed) => {
			companies().insert({ name: `Odd ${typed.slice(0, 30)}`, identifier: 'odd' });
			await expect(search('items.company', typed)).resolves.toBeDefined();
			const { query } = sandbox.journal.last({ path: '/company/companies/info' }) ?? {};
			expect(JSON.stringify(query ?? '').length).toBeLessThan(2_500);
		},
	);

	it('is of the company in the form for its sites', async () => {
		const company = Number(firstCompany().id);
		const sites = sandbox.store(`company/companies/${company}/sites`).all();
		const found = await search('items.site', '', { items: { company } });
		expect(found.results.map(({ value }) => value).sort()).toEqual(
			sites.map(({ id }) => id).sort(),
		);
		await expect(search('items.site')).rejects.toThrow('Choose the Company by ID first');
	});

	it.each([
		['', 'Choose the field first'],
		['={{ $json.field }}', 'Choose the field first'],
		['options.parentId', 'Parent ID is not a field of this operation'],
	])('says what to do with the field %j', async (field, message) => {
		await expect(search(field)).rejects.toThrow(message);
	});

	it('says why nothing can be found', async () => {
		await expect(search('items.company', '', { hasCredential: false })).rejects.toThrow(
			'Choose a credential that works',
		);
		sandbox.faults.add({
			action: { kind: 'status', status: 403 },
			path: '/company/companies/info',
		});
		await expect(search('items.company')).rejects.toThrow('security role lacks the right');
		sandbox.faults.clear();
		sandbox.faults.add({ action: { kind: 'gateway', status: 502 } });
		await expect(search('items.company')).rejects.toThrow('unreachable, busy');
	});
});

describe('a record looked up', () => {
	it('goes where the field of the form would go', async () => {
		const company = Number(firstCompany().id);
		succeeded(
			await run('mutate', 'postServiceTickets', [{ field: 'items.company', record: company }], {
				items: form({ summary: 'By Look Up' }),
			}),
		);
		expect(writes().map(({ body }) => body)).toEqual([
			{ summary: 'By Look Up', company: { id: company } },
		]);
	});

	it('goes into the path, and into every record given as JSON', async () => {
		const ticket = Number(sandbox.store('service/tickets').all()[0]?.id);
		const company = Number(firstCompany().id);
		succeeded(
			await run(
				'mutate',
				'patchServiceTicketsById',
				[
					{ field: 'options.id', record: ticket },
					{ field: 'items.company', record: `=${company}` },
				],
				{ itemsMode: 'json', itemsJson: '{ "summary": "x" }' },
			),
		);
		expect(writes()[0]).toMatchObject({
			path: expect.stringContaining(`/service/tickets/${ticket}`) as string,
			body: [
				{ op: 'replace', path: 'summary', value: 'x' },
				{ op: 'replace', path: 'company', value: { id: company } },
			],
		});
	});

	it('is enough where Items is empty, and an empty row says nothing', async () => {
		const ticket = Number(sandbox.store('service/tickets').all()[0]?.id);
		const owner = Number(sandbox.store('system/members').all()[0]?.id);
		const rows = [
			{ field: 'items.owner', record: owner },
			{ field: '', record: '' },
		];
		succeeded(
			await run('mutate', 'patchServiceTicketsById', rows, { options: form({ id: ticket }) }),
		);
		expect(writes()).toHaveLength(1);
	});

	it.each([
		[
			[{ field: 'items.company', record: 2 }],
			'Company ("company") is set twice: by Look Up and Items',
		],
		[
			[
				{ field: 'items.contact', record: 2 },
				{ field: 'items.contact', record: 3 },
			],
			'by two rows of Look Up',
		],
		[[{ field: 'items.contact', record: '' }], 'Look Up has no record for Contact'],
		[[{ field: 'items.contact', record: '={{ undefined }}' }], 'Look Up has no record for Contact'],
		[[{ field: 'items.nothing', record: 2 }], 'does not have: "items.nothing"'],
		[[{ field: 'options.id', record: 2 }], 'does not have: "options.id"'],
		[[{ field: '__proto__.x', record: 2 }], 'does not have'],
		[[{ field: '', record: 2 }], 'does not have: ""'],
	])('refuses %j', async (rows, message) => {
		const result = await run('mutate', 'postServiceTickets', rows, {
			items: form({ summary: 'x', company: 2 }),
		});
		expect(failed(result).message).toContain(message);
		expect(writes()).toEqual([]);
	});
});

describe('fields and order chosen from lists', () => {
	it('go out with the query, and the answer has no others', async () => {
		const result = await runNode({
			parameters: {
				operation: 'query',
				operationId: locator('getServiceTickets'),
				returnFields: ['id', 'summary'],
				orderByFields: { rows: [{ field: 'id', direction: 'desc' }] },
				returnAll: false,
				limit: 5,
				settings: {},
			} as unknown as INodeParameters,
			credentials: credentialsFor(sandbox.url),
		});
		const json = succeeded(result).json;
		expect(json).toHaveLength(5);
		expect(Object.keys(json[0] ?? {}).sort()).toEqual(['id', 'summary']);
		const ids = json.map(({ id }) => Number(id));
		expect(ids).toEqual([...ids].sort((left, right) => right - left));
	});
});
