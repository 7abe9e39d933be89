import { describe, expect, it } from 'vitest';
import { failed, requestsOf, succeeded } from '../connectWise.mts';
import { withSandbox } from '../servers.mts';

const { sandbox, connectWise } = await withSandbox({ size: 40 });

const store = () => sandbox.store('service/tickets');
const ticketIds = () =>
	store()
		.all()
		.map(({ id }) => Number(id));

describe('deleting', () => {
	it('removes the record and gives its id', async () => {
		const [id = 0] = ticketIds();
		const result = succeeded(
			await connectWise.remove('deleteServiceTicketsById', { options: { id } }),
		);
		expect(result.json).toEqual([{ deleted: true, id }]);
		expect(store().has(id)).toBe(false);
		expect(requestsOf(sandbox)).toEqual([`DELETE /service/tickets/${id}`]);
		expect(sandbox.journal.last()?.body).toBeUndefined();
	});

	it('gives all ids of the path', async () => {
		const [ticket = 0] = ticketIds();
		const note = succeeded(
			await connectWise.mutate('postServiceTicketsByParentIdNotes', {
				options: { parentId: ticket },
				body: { text: 'x', detailDescriptionFlag: true },
			}),
		).json[0];
		const result = succeeded(
			await connectWise.remove('deleteServiceTicketsByParentIdNotesById', {
				options: { parentId: ticket, id: Number(note?.id) },
			}),
		);
		expect(result.json).toEqual([{ deleted: true, parentId: ticket, id: note?.id }]);
	});

	it('works for each item, and keeps those that went through', async () => {
		const [a, b] = ticketIds();
		const result = await connectWise.remove('deleteServiceTicketsById', {
			items: [{ id: a }, { id: 999_999 }, { id: b }],
			options: '={{ { id: $json.id } }}',
			onError: 'continueRegularOutput',
		});
		expect(result.json).toMatchObject([
			{ deleted: true, id: a },
			{ error: expect.stringContaining('Ticket 999999 not found') },
			{ deleted: true, id: b },
		]);
	});

	it('sends query parameters', async () => {
		const contact = Number(sandbox.store('company/contacts').all().at(-1)?.id);
		await connectWise.remove('deleteCompanyContactsById', {
			options: { id: contact, transferContactId: '11' },
		});
		const sent = sandbox.journal.last({ method: 'DELETE' });
		expect(sent?.query).toEqual({ transferContactId: '11' });
	});

	it.each([409, 400] as const)('of a record in use gives the reason of the %i', async (status) => {
		sandbox.switches.set('deleteInUse', status);
		const error = failed(
			await connectWise.remove('deleteCompanyCompaniesById', { options: { id: 2 } }),
		);
		expect(error.message).toContain(String(status));
		expect(sandbox.store('company/companies').has(2)).toBe(true);
	});

	it('in bulk sends the body and gives an item for each result', async () => {
		const ids = sandbox
			.store('company/configurations')
			.all()
			.slice(-2)
			.map(({ id }) => Number(id));
		const body = { ids };
		const result = succeeded(await connectWise.remove('deleteCompanyConfigurationsBulk', { body }));
		expect(sandbox.journal.last()).toMatchObject({ method: 'DELETE', body });
		expect(result.json).toMatchObject(ids.map((id) => ({ id, statusCode: 204 })));
		expect(ids.map((id) => sandbox.store('company/configurations').has(id))).toEqual([
			false,
			false,
		]);
	});

	it('in bulk without a body sends nothing', async () => {
		const error = failed(await connectWise.remove('deleteCompanyConfigurationsBulk'));
		expect(error.message).toContain('Items is empty');
		expect(sandbox.journal.count()).toBe(0);
	});
});
