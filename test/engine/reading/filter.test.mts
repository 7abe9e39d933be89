import type { INodeParameters } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { failed, hintsOf, idsOf, succeeded } from '../connectWise.mts';
import { withSandbox } from '../servers.mts';

const { sandbox, connectWise } = await withSandbox({ size: 300 });

const tickets = () => sandbox.store('service/tickets').all();
const nameOf = (value: unknown) => String((value as { name?: unknown } | undefined)?.name);
const filter = (rows: INodeParameters[], more: INodeParameters = {}): INodeParameters => ({
	filters: { rows },
	...more,
});
const read = async (parameters: INodeParameters, more = {}) =>
	await connectWise.query('getServiceTickets', { parameters, ...more });

const open = { recordField: 'closedFlag|boolean', booleanOperator: 'equals', flag: false };

describe('a filter', () => {
	it('reads the records that meet all rows, and shows what it asked for', async () => {
		const board = nameOf(tickets()[0]?.board);
		const ofBoard = { recordField: 'board/name|text', textOperator: 'equals', value: board };
		const result = succeeded(await read(filter([open, ofBoard])));
		const expected = tickets().filter(
			(ticket) => ticket.closedFlag === false && nameOf(ticket.board) === board,
		);
		expect(idsOf(result)).toEqual(expected.map(({ id }) => id));
		expect(expected.length).toBeGreaterThan(0);
		expect(hintsOf(result).join()).toContain(`closedFlag = false and board/name = "${board}"`);
	});

	it('joins any row, groups, and text conditions', async () => {
		const [first, second] = tickets();
		const byId = (id: unknown) => ({
			recordField: 'id|number',
			numberOperator: 'equals',
			value: String(id),
		});
		const either = [byId(first?.id), byId(second?.id)];
		expect(idsOf(succeeded(await read(filter(either))))).toEqual([]);
		const any = filter(either, { filterCombination: 'any' });
		expect(idsOf(succeeded(await read(any)))).toEqual([first?.id, second?.id]);
		const both = { ...any, conditionsMode: 'both', conditionsText: `id > ${String(first?.id)}` };
		expect(idsOf(succeeded(await read(both)))).toEqual([second?.id]);
		const withOptions = { options: { conditions: `id = ${String(first?.id)} or id = 0` } };
		expect(idsOf(succeeded(await read(any, withOptions)))).toEqual([first?.id]);
	});

	it('counts, and searches for what is too long for an address', async () => {
		const parameters = filter([open]);
		const count = await connectWise.query('getServiceTicketsCount', { parameters });
		const expected = tickets().filter(({ closedFlag }) => closedFlag === false).length;
		expect(succeeded(count).json).toEqual([{ count: expected }]);
		const ids = tickets().map(({ id }) => Number(id));
		const long = filter([
			{ recordField: 'id|number', numberOperator: 'in', value: `={{ ${JSON.stringify(ids)} }}` },
		]);
		expect(idsOf(succeeded(await read(long)))).toEqual(ids);
		expect(sandbox.journal.last()?.path).toContain('/service/tickets/search');
	});

	it('shows the conditions that the server refuses', async () => {
		const text = { conditionsMode: 'both', conditionsText: 'noSuchField = 1' };
		const error = failed(await read(filter([open], text)));
		expect(error.message).toContain('noSuchField');
		expect(error.description).toContain(
			'Conditions sent: ((noSuchField = 1) and (closedFlag = false))',
		);
	});

	it('takes each item for itself', async () => {
		const [first, second] = tickets();
		const rows = [
			{ recordField: 'id|number', numberOperator: 'equals', value: '={{ $json.wanted }}' },
		];
		const items = [{ wanted: second?.id }, { wanted: first?.id }] as never;
		expect(idsOf(succeeded(await read(filter(rows), { items })))).toEqual([second?.id, first?.id]);
	});

	it('asks nothing where an expression gives no value, unless the row may be skipped', async () => {
		const row = {
			recordField: 'summary|text',
			textOperator: 'contains',
			value: '={{ $json.missing }}',
		};
		const error = failed(await read(filter([row])));
		expect(error.message).toMatch(/Filter, row 1 \(Summary\) has no value/);
		expect(sandbox.journal.entries()).toEqual([]);
		const skipped = await read(filter([{ ...row, skipWhenEmpty: true }]), { limit: 5 });
		expect(succeeded(skipped).json).toHaveLength(5);
		expect(hintsOf(skipped).join()).toContain('nothing narrows the list');
	});

	it.each([
		[[{ recordField: '' }], /row 1 names no field/],
		[[{ recordField: 'sumary|text', textOperator: 'equals', value: 'x' }], /no field "sumary"/],
		[
			[{ recordField: 'summary|text', textOperator: 'sounds', value: 'x' }],
			/operator cannot be "sounds"/,
		],
		[[{ recordField: 'id|number', numberOperator: 'equals', value: '0x10' }], /must be a number/],
		[[{ recordField: 'lastUpdated|date', dateOperator: 'after', date: 'soon' }], /not a date/],
		[
			[{ recordField: 'customFields|text', textOperator: 'equals', value: 'x' }],
			/is missing the Caption/,
		],
	] as Array<[INodeParameters[], RegExp]>)(
		'refuses %j before anything is sent',
		async (rows, message) => {
			expect(failed(await read(filter(rows))).message).toMatch(message);
			expect(sandbox.journal.entries()).toEqual([]);
		},
	);

	it('is refused where the operation takes no conditions', async () => {
		const result = await connectWise.query('postTimeEntriesDefaults', {
			options: { timeStart: '2026-01-31T09:30:00Z' },
			parameters: filter([open]),
		});
		expect(failed(result).message).toMatch(/Time › Entries .*takes none/);
		expect(sandbox.journal.entries()).toEqual([]);
	});
});

describe('what narrows a list by expression', () => {
	const text = (conditionsText: string) => filter([], { conditionsMode: 'text', conditionsText });
	const row = { recordField: 'summary|text', textOperator: 'contains' };

	it.each([
		['undefined', text('={{ $json.missing }}'), /Condition Text is empty/],
		['null', text('={{ null }}'), /Condition Text is empty/],
		['blank', text('={{ "  " }}'), /Condition Text is empty/],
		['an empty list', text('={{ [] }}'), /Condition Text is empty/],
		['an object', text('={{ { a: 1 } }}'), /Condition Text must be text, not \{"a":1\}/],
		['a number', text('={{ 3 }}'), /Condition Text must be text, not 3/],
		[
			'blank in a row',
			filter([{ ...row, value: '={{ "  " }}' }]),
			/row 1 \(Summary\) has no value/,
		],
	])('reads nothing where it gives %s', async (_, parameters, message) => {
		expect(failed(await read(parameters as INodeParameters)).message).toMatch(message);
		expect(sandbox.journal.entries()).toEqual([]);
	});

	it('reads everything where it gives an asterisk, or nothing was typed', async () => {
		for (const parameters of [text('={{ "*" }}'), text('*'), text(''), text('  '), {}]) {
			expect(succeeded(await read(parameters)).json).toHaveLength(tickets().length);
		}
	});

	it.each([
		['Condition Text', text('id = {{ $json.id }}'), /Condition Text contains an expression/],
		[
			'a row',
			filter([{ ...row, value: '{{ $json.id }}' }]),
			/Filter, row 1 contains an expression/,
		],
		[
			'Look Up',
			{
				lookUp: {
					records: [
						{ field: 'options.id', record: { __rl: true, mode: 'id', value: '{{ $json.id }}' } },
					],
				},
			},
			/Look Up, row 1 contains an expression/,
		],
	])('is refused in %s set to Fixed', async (_, parameters, message) => {
		const error = failed(
			await connectWise.query('getServiceTicketsById', {
				parameters: parameters as INodeParameters,
			}),
		);
		const listed = failed(await read(parameters as INodeParameters));
		expect([error.message, listed.message].join()).toMatch(message);
		expect(sandbox.journal.entries()).toEqual([]);
	});

	it.each([
		['"true"', true],
		['1', true],
		['"false"', false],
		['0', false],
	])('skips an empty row by %s', async (given, isSkipped) => {
		const skipWhenEmpty = `={{ ${given} }}`;
		const result = await read(filter([{ ...row, value: '', skipWhenEmpty }]), { limit: 1 });
		expect(result.error === undefined).toBe(isSkipped);
	});
});
