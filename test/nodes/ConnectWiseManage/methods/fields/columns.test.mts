import { describe, expect, it } from 'vitest';
import {
	getOrderFields,
	getReturnFields,
} from '../../../../../nodes/ConnectWiseManage/methods/fields/columns.ts';
import { editorWith } from '../editor.mts';

const valuesOf = async (load: typeof getOrderFields, operationId: string) =>
	(await load.call(editorWith({ operationId }))).map(({ value }) => value);

describe('the choices of Fields and Order By', () => {
	it('are the fields of the records, the id and what people set first', async () => {
		const fields = await valuesOf(getReturnFields, 'getServiceTickets');
		expect(fields.slice(0, 3)).toEqual(['id', 'summary', 'recordType']);
		expect(fields).toContain('status');
		expect(fields).toContain('customFields');
		expect(fields).not.toContain('_info');
		expect(new Set(fields).size).toBe(fields.length);
	});

	it('order by plain fields and by the names of referenced records', async () => {
		const fields = await valuesOf(getOrderFields, 'getServiceTickets');
		expect(fields).toEqual(expect.arrayContaining(['id', 'status/name', 'company/name']));
		expect(fields).not.toContain('customFields');
		expect(fields).not.toContain('status');
	});

	it.each(['', 'getNothing', 'getServiceTicketsCount'])(
		'are none of records for %j',
		async (id) => {
			expect((await valuesOf(getReturnFields, id)).length).toBeLessThan(2);
		},
	);
});
