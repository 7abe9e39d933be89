import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { FaultAction } from '../../sandbox/index.mts';
import { describe, expect, it } from 'vitest';
import { connectTo, failed, hintsOf, succeeded } from '../connectWise.mts';
import type { CallOptions } from '../connectWise.mts';
import type { NodeResult } from '../harness.mts';
import { withFileStore } from '../fileStore.mts';
import { withSandbox } from '../servers.mts';

const SIZE = 2_300;
const PATH = '/service/tickets';

const store = await withFileStore();
const { sandbox } = await withSandbox({ size: SIZE });

const tickets = () => sandbox.store('service/tickets').all();
const allIds = () => tickets().map(({ id }) => Number(id));

const FEW = { fields: 'id,summary,board/name' };

async function exportTickets(parameters: INodeParameters = {}, call: CallOptions = {}) {
	return await connectTo(sandbox.url).query('getServiceTickets', {
		options: FEW,
		...call,
		parameters: { output: 'files', rowsPerFile: 500, ...parameters },
	});
}

async function textsOf({ main }: NodeResult, field = 'data'): Promise<string[]> {
	const texts = [];
	for (const { binary } of main) {
		const stored = binary?.[field];
		if (!stored) throw new Error('An item has no file');
		texts.push(
			stored.id === undefined
				? Buffer.from(stored.data, 'base64').toString()
				: (await store.getAsBuffer(stored)).toString(),
		);
	}
	return texts;
}

async function rowsOf(result: NodeResult): Promise<IDataObject[]> {
	const lines = (await textsOf(result)).join('').split('\n');
	expect(lines.pop()).toBe('');
	return lines.map((line) => JSON.parse(line) as IDataObject);
}

const idsOf = async (result: NodeResult) => (await rowsOf(result)).map(({ id }) => Number(id));

describe('a list as files of JSON Lines', () => {
	it('is a file for every so many rows, each an item that tells what is in it', async () => {
		const result = succeeded(await exportTickets());
		const ids = allIds();
		expect(await idsOf(result)).toEqual(ids);
		expect(result.json).toMatchObject(
			[0, 500, 1_000, 1_500, 2_000].map((from, index) => ({
				part: index + 1,
				rows: index === 4 ? 300 : 500,
				firstId: ids[from],
				lastId: ids[Math.min(from + 500, SIZE) - 1],
				fileName: `service-tickets-000${index + 1}.jsonl`,
				mimeType: 'application/x-ndjson',
			})),
		);
		expect(result.main.map(({ pairedItem }) => pairedItem)).toEqual(Array(5).fill({ item: 0 }));
		expect(hintsOf(result)).toEqual([]);
		const sizes = (await textsOf(result)).map((text) => Buffer.byteLength(text));
		expect(result.json.map(({ fileSize }) => fileSize)).toEqual(sizes);
	});

	it.each([1, 2])('holds whole records where no field is chosen (%i parallel)', async (count) => {
		const settings = { maxParallelRequests: count, pageSize: 20 };
		const options = { conditions: `id <= ${allIds()[59]}` };
		const files = succeeded(await exportTickets({}, { options, settings }));
		const items = succeeded(
			await connectTo(sandbox.url).query('getServiceTickets', { options, settings }),
		);
		expect(await rowsOf(files)).toEqual(items.json);
	});

	it('holds what Simplify makes of them, and leaves out the id that paging asked for', async () => {
		const options = { fields: 'summary,board/name' };
		for (const settings of [{}, { simplify: true }]) {
			const limit = 3;
			const files = succeeded(await exportTickets({}, { options, settings, limit }));
			const items = succeeded(
				await connectTo(sandbox.url).query('getServiceTickets', { options, settings, limit }),
			);
			expect(await rowsOf(files)).toEqual(items.json);
			expect(files.json).toMatchObject([{ firstId: allIds()[0], lastId: allIds()[2] }]);
		}
	});

	it.each([1, 499, 500, 501, 2_300, 5_000])('counts a limit of %i', async (limit) => {
		const result = succeeded(await exportTickets({}, { limit }));
		expect(await idsOf(result)).toEqual(allIds().slice(0, limit));
		expect(result.main).toHaveLength(Math.ceil(Math.min(limit, SIZE) / 500));
	});

	it.each([
		['many windows', { pageSize: 20 }, {}],
		['forward-only', { pagingMode: 'forwardOnly', pageSize: 300 }, {}],
		['page numbers', { pagingMode: 'navigable', pageSize: 300 }, {}],
		['an order of the user', { pageSize: 300 }, { orderBy: 'id desc' }],
	])('is complete by %s', async (_, settings, options) => {
		const result = succeeded(
			await exportTickets({ rowsPerFile: 333 }, { settings, options: { ...FEW, ...options } }),
		);
		const ids = await idsOf(result);
		expect([...ids].sort((left, right) => left - right)).toEqual(allIds());
		expect(result.main).toHaveLength(Math.ceil(SIZE / 333));
	});

	it.each([1, 4])('loses and repeats nothing under drift (%i parallel)', async (count) => {
		const before = new Set(allIds());
		const drift = { kind: 'drift', insert: 3, delete: 3, from: 'start' } as const;
		sandbox.faults.add({ path: PATH, action: drift });
		const settings = { maxParallelRequests: count, pageSize: 20 };
		const result = succeeded(await exportTickets({ rowsPerFile: 70 }, { settings }));
		const got = await idsOf(result);
		expect(got).toEqual([...new Set(got)].sort((left, right) => left - right));
		const stayed = allIds().filter((id) => before.has(id));
		expect(stayed.length).toBeLessThan(before.size);
		const taken = new Set(got);
		expect(stayed.filter((id) => !taken.has(id))).toEqual([]);
		expect(result.json.map(({ rows }) => rows).slice(0, -1)).toEqual(
			Array(result.json.length - 1).fill(70),
		);
	});

	it.each<[string, FaultAction]>([
		['break off', { kind: 'truncate' }],
		['lose their connection', { kind: 'reset', when: 'during' }],
		['are refused for their rate', { kind: 'rateLimit', retryAfterSeconds: 0 }],
		['time out', { kind: 'timeout500' }],
	])('are whole where some pages %s', async (_, action) => {
		for (const after of [0, 3, 20]) sandbox.faults.add({ path: PATH, after, times: 1, action });
		const result = succeeded(await exportTickets({}, { settings: { pageSize: 50 } }));
		expect(await idsOf(result)).toEqual(allIds());
	});

	it.each([
		['linkHeader', false],
		['linkLast', false],
		['pageNumber', 'ignored'],
		['idInConditions', false],
		['largestPage', 25],
		['crowding', 'slower'],
	] as const)('are whole with %s %s', async (name, value) => {
		sandbox.switches.set(name, value);
		const result = succeeded(await exportTickets({}, { settings: { pageSize: 100 } }));
		expect(await idsOf(result)).toEqual(allIds());
	});

	it('end in the error of n8n where it cannot store them', async () => {
		const writable = store as unknown as { store: unknown };
		const { store: kept } = writable;
		writable.store = async () => await Promise.reject(new Error('The disk is full'));
		try {
			const result = await exportTickets({ rowsPerFile: 100 }, { settings: { pageSize: 20 } });
			expect(failed(result).message).toContain('The disk is full');
			expect(sandbox.journal.entries().length).toBeLessThan(SIZE / 20);
		} finally {
			writable.store = kept;
		}
	});

	it('of several items come one list after the other, each with its item', async () => {
		const ids = allIds();
		const result = succeeded(
			await exportTickets(
				{ rowsPerFile: 3 },
				{
					items: [{ to: ids[4] }, { to: ids[1] }],
					options: '={{ { conditions: `id <= ${$json.to}`, fields: "id" } }}',
				},
			),
		);
		expect(result.main.map(({ json, pairedItem }) => [json.rows, pairedItem])).toEqual([
			[3, { item: 0 }],
			[2, { item: 0 }],
			[2, { item: 1 }],
		]);
	});

	it('is the same where n8n keeps files in memory', async () => {
		const chosen = store as unknown as { mode: string };
		const { mode } = chosen;
		chosen.mode = 'default';
		try {
			const result = succeeded(await exportTickets());
			expect(result.main.map(({ binary }) => binary?.data?.id)).toEqual(Array(5).fill(undefined));
			expect(await idsOf(result)).toEqual(allIds());
		} finally {
			chosen.mode = mode;
		}
	});

	it('goes into the binary field that is set', async () => {
		const result = succeeded(
			await exportTickets({}, { limit: 1, settings: { binaryField: 'file' } }),
		);
		expect(await textsOf(result, 'file')).toHaveLength(1);
	});
});

describe('a list as CSV files', () => {
	const csv = { fileFormat: 'csv' };

	it('has a column for each field chosen, the same in every file', async () => {
		const result = succeeded(await exportTickets(csv));
		const texts = await textsOf(result);
		expect(texts).toHaveLength(5);
		for (const text of texts) expect(text.split('\r\n')[0]).toBe('id,summary,board.name');
		expect(result.json[0]).toMatchObject({
			fileName: 'service-tickets-0001.csv',
			mimeType: 'text/csv',
		});
		const rows = texts.flatMap((text) => text.trimEnd().split('\r\n').slice(1));
		expect(rows.map((row) => Number(row.split(',', 1)[0]))).toEqual(allIds());
	});

	it('has those of the model where none is chosen, and leaves out nothing without a word', async () => {
		const result = succeeded(await exportTickets(csv, { options: {}, limit: 2 }));
		const [text = ''] = await textsOf(result);
		const header = text.split('\r\n')[0]?.split(',') ?? [];
		expect(header).toEqual(
			expect.arrayContaining(['id', 'board.id', 'board.name', 'customFields', '_info.lastUpdated']),
		);
		const known = new Set(header.map((name) => name.split('.')[0]));
		const unknown = Object.keys(tickets()[0] ?? {}).filter((name) => !known.has(name));
		for (const name of unknown) expect(hintsOf(result).join()).toContain(name);
		expect(hintsOf(result)).toHaveLength(unknown.length > 0 ? 1 : 0);
	});

	it('has one column for each field of simplified records', async () => {
		const settings = { simplify: true };
		const result = succeeded(await exportTickets(csv, { settings, limit: 1 }));
		const board = tickets()[0]?.board as IDataObject;
		const [text = ''] = await textsOf(result);
		expect(text.startsWith(`id,summary,board\r\n${allIds()[0]},`)).toBe(true);
		expect(text.trimEnd().endsWith(String(board.name))).toBe(true);
	});

	it('keeps quotes, line breaks, unicode and what looks like a formula', async () => {
		const summary = '=HYPERLINK("http://x"),\r\nÄ 漢 🙂';
		const { id } = sandbox.store('service/tickets').insert({ ...tickets()[0], summary });
		const options = { ...FEW, fields: 'id,summary', conditions: `id = ${Number(id)}` };
		const [text] = await textsOf(succeeded(await exportTickets(csv, { options })));
		expect(text).toBe(`id,summary\r\n${Number(id)},"'=HYPERLINK(""http://x""),\r\nÄ 漢 🙂"\r\n`);
	});
});

describe('a list without rows', () => {
	const options = { ...FEW, conditions: 'id = 1' };

	it.each([
		['csv', 'id,summary,board.name\r\n'],
		['jsonLines', ''],
	])('is one file (%s)', async (fileFormat, text) => {
		const result = succeeded(await exportTickets({ fileFormat }, { options }));
		expect(result.json).toMatchObject([
			{ part: 1, rows: 0, firstId: null, lastId: null, fileSize: text.length },
		]);
		expect(await textsOf(result)).toEqual([text]);
	});
});

describe('an export that cannot end', () => {
	const failLater = () =>
		sandbox.faults.add({
			path: PATH,
			after: 40,
			action: { kind: 'status', status: 403, body: 'No' },
		});
	const small = { settings: { pageSize: 20 } };

	it('is an error, whatever was written before', async () => {
		failLater();
		const result = await exportTickets({ rowsPerFile: 100 }, small);
		expect(failed(result).message).toContain('403');
		expect(result.main).toEqual([]);
	});

	it.each(['continueRegularOutput', 'continueErrorOutput'] as const)(
		'is one error item and no file with %s',
		async (onError) => {
			failLater();
			const result = succeeded(await exportTickets({ rowsPerFile: 100 }, { ...small, onError }));
			const isOut = onError === 'continueErrorOutput';
			const [items, none] = isOut
				? [result.errorOutput, result.main]
				: [result.main, result.errorOutput];
			expect(items).toHaveLength(1);
			expect(items[0]?.json.error).toContain('403');
			expect(items[0]?.binary).toBeUndefined();
			expect(none).toEqual([]);
		},
	);

	it('lets the exports of the other items be', async () => {
		const ids = allIds();
		const result = succeeded(
			await exportTickets(
				{},
				{
					items: [{ filter: 'nonsense =' }, { filter: `id <= ${ids[1]}` }],
					options: '={{ { conditions: $json.filter, fields: "id" } }}',
					onError: 'continueRegularOutput',
				},
			),
		);
		expect(result.main.map(({ json }) => 'error' in json)).toEqual([true, false]);
		expect(result.json[1]).toMatchObject({ rows: 2 });
	});

	it('stops when the execution is cancelled', async () => {
		const stop = new AbortController();
		sandbox.control.latency = { latencyMs: 20, latencyJitterMs: 0 };
		const run = exportTickets({ rowsPerFile: 100 }, { ...small, signal: stop.signal });
		while (sandbox.journal.entries().length < 30) {
			await new Promise((resolve) => setTimeout(resolve, 5));
		}
		stop.abort();
		const result = await run;
		expect(result.status).toBe('canceled');
		expect(result.main).toEqual([]);
		expect(sandbox.journal.entries().length).toBeLessThan(60);
	});
});

describe('a report', () => {
	const options = { reportName: 'Service' };
	const read = async (parameters: INodeParameters, limit?: number) =>
		succeeded(
			await connectTo(sandbox.url).query('getSystemReportsByReportName', {
				options,
				limit,
				parameters,
			}),
		);

	it.each(['csv', 'jsonLines'])('becomes files of all its columns (%s)', async (fileFormat) => {
		const items = await read({}, 5);
		const files = await read({ output: 'files', rowsPerFile: 3, fileFormat }, 5);
		expect(files.json.map(({ rows, firstId }) => [rows, firstId])).toEqual([
			[3, null],
			[2, null],
		]);
		if (fileFormat === 'jsonLines') expect(await rowsOf(files)).toEqual(items.json);
		const headers = (await textsOf(files)).map((text) => text.split('\r\n')[0]);
		const names = Object.keys(items.json[0] ?? {}).join(',');
		if (fileFormat === 'csv') expect(headers).toEqual([names, names]);
	});
});

describe('what is no paged list', () => {
	it('stays an item where it is one record', async () => {
		const id = allIds()[0];
		const result = succeeded(
			await connectTo(sandbox.url).query('getServiceTicketsById', {
				options: { id, fields: 'id' },
				parameters: { output: 'files' },
			}),
		);
		expect(result.json).toEqual([{ id }]);
	});
});

it.each([
	[{ output: 'zip' }, 'Output cannot be "zip"'],
	[{ fileFormat: 'xml' }, 'File Format cannot be "xml"'],
	[{ rowsPerFile: 0 }, 'Rows per File must be'],
	[{ rowsPerFile: 1_000_001 }, 'Rows per File must be'],
	[{ rowsPerFile: 'many' }, 'Rows per File must be'],
])('refuses %j before anything is sent', async (parameters, message) => {
	expect(failed(await exportTickets(parameters)).message).toContain(message);
	expect(sandbox.journal.entries()).toEqual([]);
});
