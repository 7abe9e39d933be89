import { describe, expect, it } from 'vitest';
import {
	getItemFields,
	getOptionFields,
	getPollOptionFields,
} from '../../../../../nodes/ConnectWiseManage/methods/fields/resourceMapping.ts';
import { editorWith } from '../editor.mts';

const optionsOf = async (operationId: unknown) =>
	await getOptionFields.call(editorWith({ operationId }));
const itemsOf = async (operationId: unknown) =>
	await getItemFields.call(editorWith({ operationId }));

const idsOf = ({ fields }: { fields: ReadonlyArray<{ id: string }> }) => fields.map(({ id }) => id);

describe('the forms', () => {
	it('hold the options of the chosen operation', async () => {
		const form = await optionsOf('getServiceBoardsById');
		expect(form.fields.find(({ id }) => id === 'id')?.required).toBe(true);
	});

	it('do not demand what Look Up may give', async () => {
		const [ticket] = (await optionsOf('getServiceTicketsById')).fields;
		expect(ticket).toMatchObject({ id: 'id', required: false, removed: false });
		const { fields } = await itemsOf('postServiceTickets');
		expect(fields.filter(({ required }) => required).map(({ id }) => id)).toEqual(['summary']);
	});

	it('hold the fields of its body', async () => {
		expect(idsOf(await itemsOf(' postServiceTickets '))).toContain('summary');
	});

	it.each(['', '  ', undefined, null, 5])('ask for an operation instead of %j', async (chosen) => {
		for (const form of [await optionsOf(chosen), await itemsOf(chosen)]) {
			expect(form).toEqual({ fields: [], emptyFieldsNotice: 'Choose an Operation ID first' });
		}
	});

	it.each(['getNothing', '={{ $json.operation }}', '__proto__'])(
		'say that %j is no operation',
		async (chosen) => {
			for (const form of [await optionsOf(chosen), await itemsOf(chosen)]) {
				expect(form.fields).toEqual([]);
				expect(form.emptyFieldsNotice).toContain(`"${chosen}" is not an operation`);
			}
		},
	);

	it('say why there is nothing to fill in', async () => {
		const items = await itemsOf('getServiceTickets');
		expect(items.fields).toEqual([]);
		expect(items.emptyFieldsNotice).toBe('This operation takes no items');
		expect(await optionsOf('postServiceTickets')).toEqual({
			fields: [],
			emptyFieldsNotice: 'This operation takes no options',
		});
	});
});

describe('the conditions of a list', () => {
	const form = async (operationId: string, conditions?: unknown) =>
		idsOf(
			await getOptionFields.call(editorWith({ operationId, options: { value: { conditions } } })),
		);

	it.each(['getServiceTickets', 'getServiceTicketsCount', 'postServiceTicketsSearch'])(
		'of %s are offered by the Filter, not by Options as well',
		async (operationId) => {
			for (const given of [undefined, null, '', '  ']) {
				expect(await form(operationId, given)).not.toContain('conditions');
			}
			expect((await form(operationId)).length).toBeGreaterThan(0);
		},
	);

	it('stay in Options where they are filled in', async () => {
		expect(await form('getServiceTickets', 'id = 1')).toContain('conditions');
		expect(await form('getServiceTickets', '={{ $json.conditions }}')).toContain('conditions');
	});
});

it('offers a trigger the options of a list without an order', async () => {
	const operationId = 'getServiceTicketsByParentIdNotes';
	const all = idsOf(await optionsOf(operationId));
	const offered = idsOf(await getPollOptionFields.call(editorWith({ operationId })));
	expect(all).toContain('orderBy');
	expect(offered).toEqual(all.filter((id) => id !== 'orderBy'));
});
