import { describe, expect, it } from 'vitest';
import { withColumns } from '../../../../../../nodes/ConnectWiseManage/actions/parameters/options/columns.ts';
import { loadTemplate } from '../../../../../../nodes/ConnectWiseManage/catalogue/index.ts';

const NOTHING = { path: {}, query: {}, body: {}, pageSize: undefined };
const rows = (...fields: unknown[]) => ({ rows: fields });

async function optionsWith(
	parameters: Readonly<Record<string, unknown>>,
	id = 'getServiceTickets',
	query: Readonly<Record<string, string>> = {},
) {
	const template = await loadTemplate(id);
	if (!template) throw new Error(`No operation ${id}`);
	const read = (name: string, fallback: unknown) => parameters[name] ?? fallback;
	return withColumns({ ...NOTHING, query }, read, template);
}

describe('fields and order chosen from lists', () => {
	it.each([
		[{ returnFields: ['id', 'status/name'] }, { fields: 'id,status/name' }],
		[{ returnFields: ' id , summary ' }, { fields: 'id,summary' }],
		[{ returnFields: ['id, summary', ''] }, { fields: 'id,summary' }],
		[{ returnFields: [] }, {}],
		[{}, {}],
		[
			{ orderByFields: rows({ field: 'status/name', direction: 'desc' }) },
			{ orderBy: 'status/name desc' },
		],
		[
			{ orderByFields: rows({ field: 'priority/name' }, { field: 'id', direction: 'DESC' }) },
			{ orderBy: 'priority/name asc, id desc' },
		],
		[{ orderByFields: rows({ field: '' }, 5, null) }, {}],
	])('%j goes out as %j', async (parameters, query) => {
		expect((await optionsWith(parameters)).query).toEqual(query);
	});

	it('travel in the body of a search where the search takes them there', async () => {
		const parameters = { returnFields: ['id'], orderByFields: rows({ field: 'id' }) };
		const { query, body } = await optionsWith(parameters, 'postServiceTicketsSearch');
		expect(query).toEqual({ fields: 'id' });
		expect(body).toEqual({ orderBy: 'id asc' });
	});

	it.each([
		[{ returnFields: [5] }, 'Fields must be names of fields, not 5'],
		[{ returnFields: {} }, 'Fields must be names of fields'],
		[{ orderByFields: rows({ field: 'id; drop' }) }, 'Order By, row 1'],
		[{ orderByFields: rows({ field: {} }) }, 'Order By, row 1'],
		[{ orderByFields: rows({ field: 'id', direction: 'up' }) }, 'Direction'],
	])('refuse %j', async (parameters, message) => {
		await expect(optionsWith(parameters)).rejects.toThrow(message);
	});

	it('refuse what Options gives as well, and what the operation does not take', async () => {
		const parameters = { returnFields: ['id'] };
		await expect(optionsWith(parameters, 'getServiceTickets', { fields: 'id' })).rejects.toThrow(
			'Fields is set twice',
		);
		await expect(optionsWith(parameters, 'postTimeEntriesDefaults')).rejects.toThrow(
			'does not support Fields',
		);
	});
});
