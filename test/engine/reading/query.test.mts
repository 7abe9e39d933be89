import { describe, expect, it } from 'vitest';
import { failed, hintsOf, idsOf, requestsOf, succeeded } from '../connectWise.mts';
import { withSandbox } from '../servers.mts';

const { sandbox, connectWise } = await withSandbox({ size: 300 });

const tickets = () => sandbox.store('service/tickets').all();
const idsWhere = (test: (record: Record<string, unknown>) => boolean) =>
	tickets()
		.filter(test)
		.map(({ id }) => Number(id));
const lastQuery = () => sandbox.journal.last()?.query ?? {};

describe('a query', () => {
	it('gives the records of the server', async () => {
		const result = succeeded(await connectWise.query('getServiceTickets', { limit: 3 }));
		const expected = tickets().slice(0, 3);
		expect(result.json.map(({ id, summary }) => [id, summary])).toEqual(
			expected.map(({ id, summary }) => [id, summary]),
		);
		expect(result.json[0]).toHaveProperty('_info');
	});

	it('gives one record', async () => {
		const [ticket] = tickets();
		const result = succeeded(
			await connectWise.query('getServiceTicketsById', { options: { id: ticket?.id } as never }),
		);
		expect(result.json).toHaveLength(1);
		expect(result.json[0]).toMatchObject({ id: ticket?.id, summary: ticket?.summary });
		expect(requestsOf(sandbox)).toEqual([`GET /service/tickets/${String(ticket?.id)}`]);
	});

	it('gives a count of what the conditions name', async () => {
		const result = succeeded(
			await connectWise.query('getServiceTicketsCount', {
				options: { conditions: 'closedFlag = false' },
			}),
		);
		const open = idsWhere(({ closedFlag }) => closedFlag === false);
		expect(result.json).toEqual([{ count: open.length }]);
		expect(open.length).toBeLessThan(300);
	});

	it('gives no item for no record', async () => {
		const result = succeeded(
			await connectWise.query('getServiceTickets', { options: { conditions: 'id = 1' } }),
		);
		expect(result.main).toEqual([]);
	});

	it('keeps OR of the conditions in parentheses on every page', async () => {
		const [first, second] = tickets().map(({ id }) => Number(id));
		const last = Number(tickets().at(-1)?.id);
		const result = succeeded(
			await connectWise.query('getServiceTickets', {
				options: { conditions: `id = ${first} or id = ${second} or id = ${last}` },
				settings: { pageSize: 1 },
			}),
		);
		expect(idsOf(result)).toEqual([first, second, last]);
		// Without the parentheses pages would repeat, and another way of paging would step in.
		expect(hintsOf(result)).toEqual([]);
	});

	it('runs for each item with its own options', async () => {
		const [a, b] = tickets().map(({ id }) => Number(id));
		const result = succeeded(
			await connectWise.query('getServiceTickets', {
				items: [{ wanted: b }, { wanted: 5 }, { wanted: a }],
				options: '={{ { conditions: `id = ${$json.wanted}` } }}',
			}),
		);
		expect(idsOf(result)).toEqual([b, a]);
		expect(result.main.map(({ pairedItem }) => pairedItem)).toMatchObject([
			{ item: 0 },
			{ item: 2 },
		]);
	});

	it('takes quotes of a name through an expression', async () => {
		const summary = 'Say "hi" & it\'s 100% + more';
		const { id } = sandbox.store('service/tickets').insert({ ...tickets()[0], summary });
		const result = succeeded(
			await connectWise.query('getServiceTickets', {
				items: [{ name: summary.replace(/"/g, '\\"') }],
				options: '={{ { conditions: `summary = "${$json.name}"` } }}',
			}),
		);
		expect(idsOf(result)).toEqual([id]);
	});

	it('takes its options from the form, numbers as text', async () => {
		const [, ticket] = tickets();
		const result = succeeded(
			await connectWise.query('getServiceTicketsById', {
				items: [{ ticket: String(ticket?.id) }],
				optionsForm: { id: '={{ $json.ticket }}', fields: 'id,summary' },
			}),
		);
		expect(result.json).toEqual([{ id: ticket?.id, summary: ticket?.summary }]);
	});

	it('selects fields, and leaves out the id that paging asked for', async () => {
		const result = succeeded(
			await connectWise.query('getServiceTickets', { options: { fields: 'summary' }, limit: 2 }),
		);
		expect(result.json).toEqual(
			tickets()
				.slice(0, 2)
				.map(({ summary }) => ({ summary })),
		);
		expect(lastQuery().fields?.split(',').sort()).toEqual(['id', 'summary']);
	});

	it('sends the filters of sub-records and custom fields', async () => {
		const result = succeeded(
			await connectWise.query('getServiceTickets', {
				options: { customFieldConditions: 'caption = "Risk" AND value = "High"', fields: 'id' },
			}),
		);
		const expected = idsWhere(({ customFields }) =>
			((customFields ?? []) as Array<{ caption: string; value?: unknown }>).some(
				({ caption, value }) => caption === 'Risk' && value === 'High',
			),
		);
		expect(expected.length).toBeGreaterThan(0);
		expect(idsOf(result)).toEqual(expected);
	});

	it('searches by POST, page by page', async () => {
		const result = succeeded(
			await connectWise.query('postServiceTicketsSearch', {
				options: { conditions: 'closedFlag = false', fields: 'id' },
				settings: { pageSize: 40, maxParallelRequests: 1 },
			}),
		);
		const open = idsWhere(({ closedFlag }) => closedFlag === false);
		expect(idsOf(result)).toEqual(open);
		expect(sandbox.journal.entries().every(({ method }) => method === 'POST')).toBe(true);
		expect(sandbox.journal.count()).toBeGreaterThan(2);
		expect(Object.keys(sandbox.journal.last()?.body ?? {}).sort()).toEqual([
			'conditions',
			'orderBy',
		]);
	});

	it('of long conditions goes by the search endpoint', async () => {
		const ids = tickets()
			.filter((_, index) => index % 2 === 0)
			.map(({ id }) => Number(id));
		const more = Array.from({ length: 400 }, (_, index) => 900_000 + index);
		const result = succeeded(
			await connectWise.query('getServiceTickets', {
				options: { conditions: `id in (${[...ids, ...more].join(',')})`, fields: 'id' },
				settings: { pageSize: 50 },
			}),
		);
		expect(idsOf(result)).toEqual(ids);
		expect(new Set(requestsOf(sandbox))).toContain('POST /service/tickets/search');
		expect(sandbox.journal.count({ status: 414 })).toBe(0);
	});

	it('of long conditions elsewhere says what to do', async () => {
		const ids = Array.from({ length: 2_500 }, (_, index) => 900_000 + index);
		const error = failed(
			await connectWise.query('getCompanyCompanies', {
				options: { conditions: `id in (${ids.join(',')})` },
			}),
		);
		expect(error.message).toContain('414');
		expect(error.description).toContain('too long for an address');
		expect(sandbox.journal.count()).toBe(1);
	});

	it('simplifies records', async () => {
		const result = succeeded(
			await connectWise.query('getServiceTickets', { limit: 1, settings: { simplify: true } }),
		);
		const [ticket] = tickets();
		const { name } = ticket?.status as { name: string };
		expect(result.json[0]).toMatchObject({
			id: ticket?.id,
			summary: ticket?.summary,
			status: name,
		});
		expect(result.json[0]).not.toHaveProperty('_info');
	});

	it('asks for the version of the data model that is set', async () => {
		succeeded(
			await connectWise.query('getServiceTickets', {
				limit: 1,
				settings: { apiVersion: '2025.1' },
			}),
		);
		expect(sandbox.journal.last()?.headers.accept).toContain('version=2025.1');
	});

	it('reads reports page by page, a row an item', async () => {
		const result = succeeded(
			await connectWise.query('getSystemReportsByReportName', {
				options: { reportName: 'Service', columns: 'id,summary' },
				settings: { pageSize: 120 },
			}),
		);
		expect(result.json).toEqual(tickets().map(({ id, summary }) => ({ id, summary })));
		expect(sandbox.journal.entries().map(({ query }) => query.page)).toEqual(['1', '2', '3']);
	});

	it('reads no more of a report than the limit', async () => {
		const result = succeeded(
			await connectWise.query('getSystemReportsByReportName', {
				options: { reportName: 'Service', columns: 'id' },
				limit: 7,
			}),
		);
		expect(result.main).toHaveLength(7);
		expect(sandbox.journal.entries().map(({ query }) => query.pageSize)).toEqual(['7']);
	});

	describe('of a report', () => {
		const report = async (columns: string, pageSize = 100) =>
			await connectWise.query('getSystemReportsByReportName', {
				options: { reportName: 'Service', columns },
				settings: { pageSize },
			});
		const page = {
			column_definitions: [{ id: { type: 'Numeric' } }],
			row_values: [[1], [2]],
		};

		it('keeps pages that are alike', async () => {
			expect(succeeded(await report('nothing')).main).toHaveLength(300);
		});

		it('comes to an end where the server does no pages', async () => {
			const body = JSON.stringify(page);
			sandbox.faults.add({ action: { kind: 'status', status: 200, body } });
			expect(succeeded(await report('id', 2)).json).toEqual([{ id: 1 }, { id: 2 }]);
			expect(sandbox.journal.count()).toBe(4);
		});

		it('fails where it cannot be told whether the server does pages', async () => {
			const body = JSON.stringify(page);
			sandbox.faults.add({ times: 2, action: { kind: 'status', status: 200, body } });
			sandbox.faults.add({ action: { kind: 'status', status: 500, body: '{}' } });
			expect(failed(await report('id', 2)).message).toContain('500');
		});

		it('reads a page again that breaks off', async () => {
			sandbox.faults.add({ after: 1, times: 1, action: { kind: 'truncate' } });
			expect(idsOf(succeeded(await report('id')))).toEqual(idsWhere(() => true));
		});

		it('fails where a later page is no report', async () => {
			const headers = { 'content-type': 'application/json' };
			const action = { kind: 'status', status: 200, body: '{"id":1}', headers } as const;
			sandbox.faults.add({ after: 1, action });
			expect(failed(await report('id')).message).toContain('a later page was not a report');
		});
	});

	it.each([0, -1, 2.5, 'many'])('refuses a limit of %j before it sends anything', async (limit) => {
		const error = failed(await connectWise.query('getServiceTickets', { limit: limit as number }));
		expect(error.message).toContain('Limit must be a whole number of 1 or more');
		expect(sandbox.journal.count()).toBe(0);
	});

	it.each([
		'={ "conditions": "lastUpdated > [{{ $now.minus({ days: 1 }) }}]", "fields": ["id", "summary"] }',
		'={{ { conditions: "lastUpdated > [" + $now.minus({ days: 1 }) + "]", fields: ["id", "summary"] } }}',
	])('takes a time of the expression %s into its conditions', async (options) => {
		succeeded(await connectWise.query('getServiceTickets', { options, limit: 5 }));
		expect(lastQuery()).toMatchObject({ fields: 'id,summary' });
		expect(lastQuery().conditions).toMatch(/^lastUpdated > \[[\d-]{10}T[\d:]{8}Z\]$/);
	});

	it('takes a limit as text', async () => {
		const limit = '3' as unknown as number;
		expect(succeeded(await connectWise.query('getServiceTickets', { limit })).main).toHaveLength(3);
	});

	it('has no hint when nothing is wrong', async () => {
		const result = succeeded(await connectWise.query('getServiceTickets'));
		expect(hintsOf(result)).toEqual([]);
		expect(result.main).toHaveLength(300);
	});
});
