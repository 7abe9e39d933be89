import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectTo, failed, hintsOf, idsOf, succeeded } from '../connectWise.mts';
import type { CallOptions } from '../connectWise.mts';
import { withSandbox } from '../servers.mts';

const MODES = ['automatic', 'forwardOnly', 'navigable'] as const;
const SIZE = 330;

const { sandbox, connectWise } = await withSandbox({ size: SIZE });

const allIds = () =>
	sandbox
		.store('service/tickets')
		.all()
		.map(({ id }) => Number(id));
const read = async (call: CallOptions = {}) =>
	await connectWise.query('getServiceTickets', {
		...call,
		options: { fields: 'id', ...(call.options as object) },
	});

describe.each(MODES)('in the mode %s, all records come from a server that', (pagingMode) => {
	it.each([
		['its usual Link', true],
		['no Link', false],
	])('ignores forward-only paging, caps pages and sends %s', async (_, linkHeader) => {
		sandbox.switches.set('forwardOnlyMode', 'ignored');
		sandbox.switches.set('largestPage', 25);
		sandbox.switches.set('linkHeader', linkHeader);
		expect(idsOf(succeeded(await read({ settings: { pagingMode } })))).toEqual(allIds());
	});

	it('caps pages, sends no Link and refuses conditions on id', async () => {
		sandbox.switches.set('forwardOnlyMode', 'ignored');
		sandbox.switches.set('idInConditions', false);
		sandbox.switches.set('largestPage', 100);
		sandbox.switches.set('linkHeader', false);
		expect(idsOf(succeeded(await read({ settings: { pagingMode } })))).toEqual(allIds());
	});

	it('names the page just read as the next one', async () => {
		sandbox.switches.set('forwardOnlyLastNext', 'current');
		const settings = { pagingMode, pageSize: 100 };
		expect(idsOf(succeeded(await read({ settings })))).toEqual(allIds());
	});

	it('allows no large pages, with a hint that names Page Size', async () => {
		sandbox.switches.set('largestPage', 100);
		sandbox.switches.set('largerPages', 'refused');
		const result = succeeded(
			await read({ settings: { pagingMode }, items: [{ json: {} }, { json: {} }] }),
		);
		expect(idsOf(result)).toEqual([...allIds(), ...allIds()]);
		expect(hintsOf(result).join()).toMatch(/pages of 100 were used\. Set Page Size to 100/);
		const sizes = sandbox.journal.entries().map(({ query }) => Number(query.pageSize));
		expect(sizes.filter((size) => size > 100).length).toBeLessThanOrEqual(2);
	});

	it('keeps to the limit while it caps pages without a Link', async () => {
		sandbox.switches.set('largestPage', 25);
		sandbox.switches.set('linkHeader', false);
		const result = succeeded(await read({ limit: 60, settings: { pagingMode } }));
		expect(idsOf(result)).toEqual(allIds().slice(0, 60));
	});
});

describe('A list by number', () => {
	it('fails where the first page comes again and again', async () => {
		sandbox.switches.set('pageNumber', 'ignored');
		const settings = { pagingMode: 'navigable', pageSize: 50 };
		const error = failed(await read({ settings }));
		expect(error.message).toContain('pages repeat records that were read before');
		expect(sandbox.journal.count()).toBeLessThan(12);
	});

	it('is read by id where the mode is Automatic', async () => {
		sandbox.switches.set('pageNumber', 'ignored');
		expect(idsOf(succeeded(await read({ settings: { pageSize: 50 } })))).toEqual(allIds());
	});
});

describe('A report', () => {
	const report = async (pageSize: number) =>
		await connectWise.query('getSystemReportsByReportName', {
			options: { reportName: 'Service', columns: 'id' },
			settings: { pageSize },
		});

	it('is read whole where the server caps its pages', async () => {
		sandbox.switches.set('largestPage', 100);
		expect(idsOf(succeeded(await report(500)))).toEqual(allIds());
	});

	it('is read in the pages that the server allows', async () => {
		sandbox.switches.set('largestPage', 100);
		sandbox.switches.set('largerPages', 'refused');
		const result = succeeded(await report(500));
		expect(idsOf(result)).toEqual(allIds());
		expect(hintsOf(result).join()).toContain('Set Page Size to 100');
	});

	it('fails where the first page comes again and again', async () => {
		sandbox.switches.set('pageNumber', 'ignored');
		expect(failed(await report(50)).message).toContain('pages repeat rows that were read before');
		expect(sandbox.journal.count()).toBeLessThan(6);
	});
});

describe('A server of another kind', () => {
	type Answer = (query: URLSearchParams, count: number) => { rows: unknown; link?: string };
	let server: Server;
	let answerOf: Answer;
	let count = 0;

	beforeAll(async () => {
		server = createServer(({ url = '' }, response) => {
			const { rows, link } = answerOf(new URL(url, 'http://here').searchParams, count++);
			response.setHeader('content-type', 'application/json');
			if (link !== undefined) response.setHeader('link', link);
			response.end(JSON.stringify(rows));
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	});
	afterAll(() => server.close());

	const readFrom = async (answer: Answer, operation: string, call: CallOptions = {}) => {
		answerOf = answer;
		count = 0;
		const { port } = server.address() as AddressInfo;
		return await connectTo(`http://127.0.0.1:${port}`).query(operation, call);
	};
	const nextTo = (query: string) => `<http://127.0.0.1/x?${query}>; rel="next"`;

	const reportOf = (values: readonly number[]) => ({
		column_definitions: [{ n: { type: 'Numeric' } }],
		row_values: values.map((value) => [value]),
	});

	it.each<[string, Answer]>([
		['one page', () => ({ rows: reportOf([1, 2, 3, 4, 5]) })],
		[
			'two pages in turn',
			(_, turn) => ({ rows: reportOf(turn % 2 ? [6, 7, 8, 9, 0] : [1, 2, 3, 4, 5]) }),
		],
	])('fails that sends %s of a report for ever, by number and size', async (_, answer) => {
		const cut: Answer = (query, turn) => {
			const { rows } = answer(query, turn);
			const { column_definitions, row_values } = rows as ReturnType<typeof reportOf>;
			const size = Number(query.get('pageSize'));
			return { rows: { column_definitions, row_values: row_values.slice(0, size) } };
		};
		const options = { reportName: 'Service' };
		const call = { options, settings: { pageSize: 5 } };
		const error = failed(await readFrom(cut, 'getSystemReportsByReportName', call));
		expect(error.message).toContain('pages repeat rows that were read before');
		expect(count).toBeLessThan(8);
	});

	describe.each(MODES)('(mode %s)', (pagingMode) => {
		const settings = { pagingMode, pageSize: 5 };
		const rowsFrom = (first: number) => [0, 1, 2, 3, 4].map((index) => ({ id: first + index }));

		it.each<[string, Answer]>([
			['the same page with a next', () => ({ rows: rowsFrom(1), link: nextTo('page=2&pageId=5') })],
			[
				'two pages in turn',
				(_, turn) => ({ rows: rowsFrom(turn % 2 ? 6 : 1), link: nextTo(`pageId=${turn}`) }),
			],
			[
				'a rising pageId without new rows',
				(_, turn) => ({ rows: rowsFrom(1), link: nextTo(`pageId=${5 * turn + 5}`) }),
			],
		])('fails that sends %s for ever', async (_, answer) => {
			const error = failed(await readFrom(answer, 'getServiceTickets', { settings }));
			expect(error.message).toMatch(/repeat records|no order/);
			expect(count).toBeLessThan(20);
		});

		it('gives every record of all notes, of equal ids too, without a word of changes', async () => {
			const rows = Array.from({ length: 12 }, (_, index) => ({
				id: Math.floor(index / 2) + 1,
				text: `text ${index}`,
				noteType: index % 2 ? 'TimeEntry' : 'TicketNote',
			}));
			const byPage: Answer = (query) => {
				const size = Number(query.get('pageSize'));
				const page = Number(query.get('page') ?? 1);
				return { rows: rows.slice((page - 1) * size, page * size) };
			};
			const options = { parentId: 1 };
			const result = succeeded(
				await readFrom(byPage, 'getServiceTicketsByParentIdAllNotes', { options, settings }),
			);
			expect(result.json).toEqual(rows);
			expect(hintsOf(result).join()).not.toContain('changed');
		});
	});
});
